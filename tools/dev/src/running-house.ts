import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerUrls } from '@platform/local-servers';
import { dataFolder } from './config.ts';
import type { House } from './house.ts';
import { root } from './root.ts';

/** Where the house that `npm start` runs can be found. */
export interface RunningHouse extends Pick<House, 'addresses' | 'urls'> {
  readonly pid: number;
  readonly dataDir: string;
  readonly servers: ServerUrls;
}

const fileIn = (dataDir: string): string => join(dataDir, 'house.json');

/** Says where the house is, and gives the way to take it back. */
export async function announce(house: RunningHouse): Promise<() => Promise<void>> {
  await writeFile(fileIn(house.dataDir), `${JSON.stringify(house, null, 2)}\n`);
  return () => rm(fileIn(house.dataDir), { force: true });
}

/** The house that runs on this data, or undefined when none does. */
export async function runningHouse(dataDir = dataFolder(root)): Promise<RunningHouse | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  const house = text === undefined ? undefined : (JSON.parse(text) as RunningHouse);
  return house && lives(house.pid) ? house : undefined;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
