import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type House, type HouseOptions, startHouse } from '@platform/dev';
import { type Servers, startServers } from '@platform/local-servers';
import { mailbox, type Place } from '@platform/testing';
import { type ActivationDoor, grpcDoor, httpDoor } from './activating.ts';

/** The whole house on servers of its own, so that a test may stop any part of it. */
export interface WholeHouse {
  readonly servers: Servers;
  readonly house: House;
  readonly place: Place;
  /** Every door of every activation process. */
  readonly doors: readonly ActivationDoor[];
  readonly dataDir: string;
  stop(): Promise<void>;
}

export type WholeHouseOptions = Pick<HouseOptions, 'instances' | 'env' | 'watching'>;

/** A busy machine is slow, not wrong. */
const patient: HouseOptions['times'] = { firstBackoffMs: 500, longestBackoffMs: 10_000, readyWithinMs: 240_000 };

const calm = { CALL_TIMEOUT_MS: '5000' };

/** Starts servers and house; on failure nothing is left running. */
export async function startWholeHouse({ env, ...options }: WholeHouseOptions = {}): Promise<WholeHouse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'house-'));
  const servers = await startServers({ dataDir: join(dataDir, 'servers') });
  try {
    const given = { times: patient, ...options, env: { ...calm, ...env } };
    const house = await startHouse({ servers, dataDir: join(dataDir, 'house'), ...given });
    return assembled(servers, house, dataDir);
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

function assembled(servers: Servers, house: House, dataDir: string): WholeHouse {
  const grpc = Object.entries(house.addresses).filter(([name]) => name.startsWith('activation'));
  const doors = [
    ...grpc.map(([, address]) => grpcDoor(address)),
    ...house.urls.activations.map((url) => httpDoor(url)),
  ];
  return {
    servers,
    house,
    doors,
    dataDir,
    place: { gatewayUrl: house.urls.gateway, mailbox: mailbox(house.urls.mail) },
    stop: async () => {
      for (const door of doors) door.close();
      await house.stop();
      await servers.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
