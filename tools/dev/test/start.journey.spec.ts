import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { inherited } from '../src/config.ts';
import type { RunningHouse } from '../src/running-house.ts';
import { demo } from '../src/seed.ts';
import { processesOf, scratch } from './support.ts';

/** What `npm start` runs, and what that runs once all is built. */
const npmStart = fileURLToPath(new URL('../start.mjs', import.meta.url));
const built = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A house on data of its own. */
function start(program: string, dataDir: string, ...args: readonly string[]) {
  const env = { ...inherited(), HOUSE_DATA: dataDir };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  return { child, ended, said: () => said, says: (text: string) => says(() => said, text) };
}

const says = (said: () => string, text: string): Promise<void> =>
  eventually(() => expect(said()).toContain(text), { within: 180_000 });

const nothingLeft = (folder: string): Promise<void> => eventually(() => expect(processesOf(folder)).toEqual([]));

const houseIn = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'house.json'), 'utf8')) as RunningHouse;

test('npm start: a seeded house, alone on its data, that heals itself, forgets nothing and leaves nothing', async () => {
  const dataDir = await scratch();
  const first = start(npmStart, dataDir);
  await first.says('Ctrl-C stops everything');
  expect(first.said()).toContain('demo user made');
  expect(first.said()).toContain(demo.email);

  const second = start(npmStart, dataDir);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`a house already runs here (process ${houseIn(dataDir).pid}`);
  expect(second.said()).toContain('remedy:');
  expect(second.said()).not.toContain('▸');

  const licensing = Number(readFileSync(join(dataDir, 'services/licensing/server.pid'), 'utf8'));
  process.kill(licensing, 'SIGKILL');
  await first.says('licensing is back');

  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(first.said()).toContain('everything is stopped');
  await nothingLeft(dataDir);

  const again = start(built, dataDir);
  await again.says('Ctrl-C stops everything');
  expect(again.said()).toContain('demo user was there');
  const { urls } = houseIn(dataDir);
  expect((await fetch(`${urls.gateway}/v1/me`)).status).toBe(401);

  again.child.kill('SIGKILL');
  await again.ended;
  await nothingLeft(dataDir);

  const fresh = start(built, dataDir, '--fresh');
  await fresh.says('Ctrl-C stops everything');
  expect(fresh.said()).toContain('demo user made');
  fresh.child.kill('SIGTERM');
  expect(await fresh.ended).toBe(0);
  await nothingLeft(dataDir);
}, 900_000);
