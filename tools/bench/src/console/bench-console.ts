import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type House, startHouse } from '@platform/dev';
import { mailbox, settledPerson, startServers } from '@platform/testing';
import { machine } from '../machine.ts';
import { waysOf } from './calls.ts';
import { measureOpenings, type OpeningFigures } from './first-load.ts';
import { measureWays, type OverheadShape, type WayFigures, type WayRatio, wayRatios } from './overhead.ts';
import { type JourneyFigures, measureJourneys, oneJourney } from './sign-up.ts';

export interface ConsoleOptions extends OverheadShape {
  /** Journeys from the sign-up to the token; 0 leaves them out. */
  readonly signUps: number;
  /** Fresh browser profiles; 0 leaves the first load out. */
  readonly profiles: number;
}

export interface ConsoleReport {
  readonly at: string;
  readonly machine: string;
  readonly options: ConsoleOptions;
  readonly openings: readonly OpeningFigures[];
  readonly ways: readonly WayFigures[];
  readonly ratios: readonly WayRatio[];
  readonly journeys: JourneyFigures | undefined;
}

type Say = (line: string) => void;

/** One address asks as thousands would: the limits count, but never refuse. */
const generous = {
  REQUESTS_PER_MINUTE: '100000000',
  SESSION_REQUESTS_PER_MINUTE: '100000000',
  AUTH_REQUESTS_PER_MINUTE: '100000000',
  CALL_TIMEOUT_MS: '5000',
};

/**
 * Measures the console on a whole house of its own: what the first visit costs, what the gateway costs, how long it takes from
 * the sign-up to the token. Raises an Error when any answer was not as expected. Leaves nothing running.
 */
export async function benchConsole(options: ConsoleOptions, say: Say): Promise<ConsoleReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), log: say });
  try {
    const houseDir = join(dataDir, 'house');
    const house = await startHouse({ servers, dataDir: houseDir, env: generous });
    try {
      return await measured(house, houseDir, options, say);
    } finally {
      await house.stop();
    }
  } finally {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measured(house: House, dataDir: string, options: ConsoleOptions, say: Say): Promise<ConsoleReport> {
  const place = { gatewayUrl: house.urls.gateway, mailbox: mailbox(house.urls.mail) };
  const openings = options.profiles > 0 ? await measureOpenings(house.urls.gateway, options.profiles, say) : [];
  const journeys =
    options.signUps > 0 ? await measureJourneys(() => oneJourney(place), options.signUps, say) : undefined;
  const ways: readonly WayFigures[] = options.requests > 0 ? await overhead(house, dataDir, options, say) : [];
  const at = new Date().toISOString();
  return { at, machine: machine(), options, openings, ways, ratios: wayRatios(ways), journeys };
}

/** The processes of the house that answer; the databases are not counted, they do the same for all. */
const answering = ['console-gateway', 'identity', 'workspace-membership', 'licensing'] as const;

async function overhead(house: House, dataDir: string, shape: OverheadShape, say: Say): Promise<readonly WayFigures[]> {
  const place = { gatewayUrl: house.urls.gateway, mailbox: mailbox(house.urls.mail) };
  const asked = await waysOf(house, dataDir, await settledPerson(place));
  try {
    const processes = Object.fromEntries(answering.map((name) => [name, house.process(name).pid]));
    return await measureWays(asked.all, processes, shape, say);
  } finally {
    asked.close();
  }
}
