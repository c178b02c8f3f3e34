import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activation, facts } from '@platform/contracts';
import { peppers } from '@platform/credential';
import { connectTo } from '@platform/grpc';
import { newStoredKey } from '@platform/lease';
import { callers, captureLog, database, servers } from '@platform/testing';
import { type Context, readConfig, startActivation } from '../src/index.ts';
import { factsOf, type World } from './world.ts';

export const pepper = `v1:${Buffer.alloc(32, 7).toString('base64')}`;
export const testPeppers = peppers(pepper);

/** Environment of an activation on real servers, with a database and a journal of its own. */
export async function environment(changes: Readonly<Record<string, string>> = {}, trust = callers()) {
  const { brokers } = await servers();
  const db = await database();
  const journal = mkdtempSync(join(tmpdir(), 'journal-'));
  const env: Record<string, string> = {
    GRPC_ADDRESS: '127.0.0.1:0',
    PUBLIC_HTTP_ADDRESS: '127.0.0.1:0',
    HTTP_ADDRESS: '127.0.0.1:0',
    MONGO_URL: db.url,
    MONGO_DATABASE: db.name,
    KAFKA_BROKERS: brokers,
    CALLER_KEYS: JSON.stringify(trust.keys),
    CALLER_PRIVATE_KEY: trust.privateKey('activation'),
    FACTS_COMPARE_EVERY_MS: '0',
    TOKEN_PEPPERS: pepper,
    LEASE_SIGNING_KEYS: JSON.stringify([newStoredKey('key-1'), newStoredKey('key-2', 'next')]),
    JOURNAL_DIR: journal,
    ...changes,
  };
  const forget = async () => {
    await db.drop();
    rmSync(journal, { recursive: true, force: true });
  };
  return { env, db, journal, trust, forget };
}

export type Environment = Awaited<ReturnType<typeof environment>>;

/** Speaks to an activation as its neighbours do. */
export function neighbours({ trust }: Pick<Environment, 'trust'>, address: string) {
  const as = (service: string) => ({ as: trust.signer(service), audience: 'activation', deadlineMs: 10_000 });
  const owners = Object.fromEntries(
    ['token', 'workspace', 'licensing', 'identity', 'legacy'].map((service) => [
      service,
      connectTo(facts.FactsServiceService, address, as(service)),
    ]),
  );
  const emulator = connectTo(activation.ActivationServiceService, address, {
    audience: 'activation',
    deadlineMs: 10_000,
  });
  const gateway = connectTo(activation.ActivationServiceService, address, as('gateway'));
  return {
    emulator,
    gateway,
    owner: (service: string) => {
      const owner = owners[service];
      if (!owner) throw new TypeError(`no owner ${service}`);
      return owner;
    },
    /** Every owner says what it knows of a world. */
    async tell(world: World, version = 1n) {
      for (const [service, said] of Object.entries(factsOf(world, testPeppers, version)))
        if (said.length > 0) await owners[service]?.applyFacts({ facts: said });
    },
    close() {
      for (const client of [...Object.values(owners), emulator, gateway]) client.close();
    },
  };
}

/** An activation in this process. */
export async function house(
  changes: Readonly<Record<string, string>> = {},
  given: Partial<Context> = {},
  trust = callers(),
) {
  const around = await environment(changes, trust);
  const captured = captureLog('activation');
  const service = await startActivation(readConfig(around.env), { log: captured.log, ...given });
  const clients = neighbours(around, service.grpc);
  return {
    ...around,
    ...clients,
    service,
    log: captured,
    url: `http://${service.http}`,
    async stop() {
      clients.close();
      await service.stop();
      await around.forget();
    },
  };
}
