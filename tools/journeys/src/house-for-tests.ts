import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse } from '@platform/dev';
import { type ServerUrls, startServers } from '@platform/local-servers';
import { uniqueName } from '@platform/testing';
import { serversOfTests } from './config.ts';

/** One address makes all the requests, and makes mistakes on purpose: no limit by address may hit it. */
const forTests = {
  AUTH_REQUESTS_PER_MINUTE: '1000000',
  REQUESTS_PER_MINUTE: '1000000',
  SESSION_REQUESTS_PER_MINUTE: '1000000',
  LOCKOUT_FAILURES_PER_ADDRESS: '1000000',
  // A busy machine is slow, not wrong.
  CALL_TIMEOUT_MS: '5000',
};

const asked = whenAsked();
const dataDir = mkdtempSync(join(tmpdir(), 'house-for-tests-'));
const stops: (() => Promise<unknown>)[] = [];
try {
  await Promise.race([rise(), asked]);
  await asked;
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit();

/**
 * On the servers of the test run, beside its other databases; else on servers of its own. Prints where it is. Services that are
 * named on the command line come alone.
 */
async function rise(): Promise<void> {
  const given = serversOfTests();
  const named = process.argv.slice(2);
  const servers = given ?? (await ownServers());
  const suffix = given ? uniqueName('-browser') : '';
  const only = named.length > 0 ? named : undefined;
  const house = await startHouse({ servers, dataDir: join(dataDir, 'house'), suffix, only, env: forTests });
  stops.push(house.stop);
  const { gateway: consoleUrl, mail: mailUrl, activation: activationUrl } = house.urls;
  const told = { consoleUrl, mailUrl, activationUrl, activationAddress: house.addresses.activation, dataDir };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

async function ownServers(): Promise<ServerUrls> {
  const servers = await startServers({ dataDir: join(dataDir, 'servers') });
  stops.push(servers.stop);
  return servers;
}

/** Resolves when whoever started us closes our input, however that one ended, or when a signal comes. */
function whenAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.resume().once('close', resolve);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve());
  });
}
