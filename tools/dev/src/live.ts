import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  aborted,
  claimFolder,
  messageOf,
  partNames,
  ServerProblem,
  type Servers,
  startServers,
  unlessAborted,
} from '@platform/local-servers';
import { occupied } from '../house-door.mjs';
import { echo } from './echo.ts';
import { type House, type HouseOptions, startHouse } from './house.ts';
import { keepAlive } from './keep-alive.ts';
import { takeHouse } from './lock.ts';
import { announce, type RunningHouse } from './running-house.ts';
import { seedDemo } from './seed.ts';
import { table } from './table.ts';

export interface Life {
  readonly dataDir: string;
  /** Forget what was before. */
  readonly fresh: boolean;
  readonly resend: HouseOptions['resend'];
  /** Set: the operators' pages are there, too. */
  readonly watching: HouseOptions['watching'];
  /** Aborted, with the cause, when the house is to end. */
  readonly asked: AbortSignal;
  readonly say: (line: string) => void;
}

/** The whole life of a development house, from empty folders to the last process; gives the exit status. */
export async function live(life: Life): Promise<number> {
  const lock = await takeHouse(life.dataDir);
  if (!lock) {
    const { what, remedy } = occupied(life.dataDir);
    throw new ServerProblem(what, remedy);
  }
  const stops: (() => Promise<unknown>)[] = [];
  void aborted(life.asked).then(() => life.say(`\n  stopping: ${life.asked.reason}`));
  try {
    await rise(life, stops);
    await aborted(life.asked);
    return 0;
  } catch (error) {
    // What was given up on the way is no trouble.
    if (life.asked.aborted) return 0;
    throw error;
  } finally {
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => life.say(messageOf(error)));
    lock.release();
    life.say('  everything is stopped');
  }
}

/** Whatever is under way when the house is to end is given up: what it had started is stopped before this settles. */
async function rise(life: Life, stops: (() => Promise<unknown>)[]): Promise<void> {
  const { dataDir, say, asked: signal, resend, watching } = life;
  const log = (line: string) => say(`  ${line}`);

  if (life.fresh) await forget(dataDir);
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), log, signal });
  stops.push(servers.stop);
  keepAlive(servers, log, signal);

  const house = await startHouse({ servers, dataDir, log, usualPorts: true, resend, watching, signal });
  stops.push(house.stop);

  await settle(house, servers, life, stops);
}

async function settle(house: House, servers: Servers, life: Life, stops: (() => Promise<unknown>)[]): Promise<void> {
  const { dataDir, say } = life;
  const { mongoUrl, brokers, redisUrl } = servers;
  const { addresses, urls } = house;
  const here: RunningHouse = {
    pid: process.pid,
    dataDir,
    addresses,
    urls,
    servers: { mongoUrl, brokers, redisUrl },
  };
  const seeded = await seed(house, life);
  if (life.asked.aborted) return;
  stops.push(await announce(here));
  const echoes = house.names.map((name) => echo(name, house.logFile(name), say));
  life.asked.addEventListener('abort', () => echoes.map((each) => each.stop()));
  say(table(here, seeded, life.watching?.password));
  say(`  up ${process.uptime().toFixed(1)} s after the build; Ctrl-C stops everything`);
}

/** A house without its demo user is still a house: a failure is told, not thrown. */
async function seed({ urls }: House, { resend, say, asked }: Life): Promise<boolean> {
  if (resend) return false;
  const began = performance.now();
  try {
    const how = await unlessAborted(seedDemo(urls), asked);
    say(`  demo user ${how} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return true;
  } catch (error) {
    if (!asked.aborted) say(`  the demo user could not be made: ${messageOf(error)}`);
    return false;
  }
}

/** Servers that a killed house left behind are stopped before their data goes. */
async function forget(dataDir: string): Promise<void> {
  for (const name of partNames) await claimFolder(join(dataDir, 'servers', name));
  await rm(dataDir, { recursive: true, force: true });
}
