import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import { inherited } from '../src/config.ts';
import { takeHouse } from '../src/lock.ts';
import { root } from '../src/root.ts';
import { scratch } from './support.ts';

const locks: { release(): void }[] = [];
afterAll(() => locks.forEach((lock) => void lock.release()));

/** A folder on which a house lives: we are that house. */
async function occupiedFolder(): Promise<string> {
  const dataDir = await scratch();
  const lock = await takeHouse(dataDir);
  if (lock) locks.push(lock);
  return dataDir;
}

/** What `npm start` runs, beside us. */
async function start(dataDir: string) {
  const child = spawn(process.execPath, [join(root, 'tools/dev/start.mjs')], {
    env: { ...inherited(), HOUSE_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}

test('a start beside a running house says where that one is, and neither fetches nor builds', async () => {
  const dataDir = await occupiedFolder();
  const house = { pid: process.pid, urls: { gateway: 'http://127.0.0.1:8080' } };
  await writeFile(join(dataDir, 'house.json'), JSON.stringify(house));

  const { status, stdout, stderr } = await start(dataDir);

  expect(stderr).toContain(`a house already runs here (process ${process.pid}, console at http://127.0.0.1:8080)`);
  expect(stderr).toMatch(/ {2}remedy: use that one, or stop it/);
  expect([status, stdout]).toEqual([1, '']);
});

test('so does one beside a house that is not up yet', async () => {
  const { status, stdout, stderr } = await start(await occupiedFolder());

  expect(stderr).toContain('a house already runs here (it is just starting or stopping)');
  expect([status, stdout]).toEqual([1, '']);
});
