import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { claimFolder, messageOf, partNames, ServerProblem, type Servers, startServers } from '@platform/local-servers';
import { occupied } from '../house-door.mjs';
import { echo } from './echo.ts';
import { type House, type HouseOptions, startHouse } from './house.ts';
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
  /** Resolves when the house is to end. */
  readonly asked: Promise<string>;
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
  try {
    await rise(life, stops);
    return 0;
  } finally {
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => life.say(messageOf(error)));
    lock.release();
    life.say('  everything is stopped');
  }
}

async function rise(life: Life, stops: (() => Promise<unknown>)[]): Promise<void> {
  const { dataDir, say, asked } = life;
  let over: string | undefined;
  void asked.then((cause) => {
    over = cause;
    say(`\n  stopping: ${cause}`);
  });
  const log = (line: string) => say(`  ${line}`);

  if (life.fresh) await forget(dataDir);
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), log });
  stops.push(servers.stop);
  revive(servers, log, () => over === undefined);
  if (over) return;

  const house = await startHouse({
    servers,
    dataDir,
    log,
    usualPorts: true,
    resend: life.resend,
    watching: life.watching,
  });
  stops.push(house.stop);
  if (over) return;

  await settle(house, servers, life, stops);
  await asked;
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
  stops.push(await announce(here));
  const echoes = house.names.map((name) => echo(name, house.logFile(name), say));
  void life.asked.then(() => echoes.map((each) => each.stop()));
  say(table(here, seeded, life.watching?.password));
  say(`  up ${process.uptime().toFixed(1)} s after the build; Ctrl-C stops everything`);
}

/** A house without its demo user is still a house: a failure is told, not thrown. */
async function seed({ urls }: House, { resend, say }: Life): Promise<boolean> {
  if (resend) return false;
  const began = performance.now();
  try {
    const how = await seedDemo(urls);
    say(`  demo user ${how} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return true;
  } catch (error) {
    say(`  the demo user could not be made: ${messageOf(error)}`);
    return false;
  }
}

/** Servers that a killed house left behind are stopped before their data goes. */
async function forget(dataDir: string): Promise<void> {
  for (const name of partNames) await claimFolder(join(dataDir, 'servers', name));
  await rm(dataDir, { recursive: true, force: true });
}

function revive({ parts }: Servers, log: (line: string) => void, wanted: () => boolean): void {
  for (const part of Object.values(parts))
    part.onDeath((status) => {
      if (!wanted()) return;
      log(`${part.name} ended with status ${status}: it is started again`);
      part.start().then(
        () => log(`${part.name} is back`),
        (error: unknown) => log(`${part.name}: ${messageOf(error)}`),
      );
    });
}
