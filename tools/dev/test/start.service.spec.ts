import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { inherited } from '../src/config.ts';
import { takeHouse } from '../src/lock.ts';
import { root } from '../src/root.ts';
import { processesOf, scratch } from './support.ts';

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

test('a first start that is told to stop while it fetches stops at once, and leaves nothing', async () => {
  const folder = await scratch();
  const starting = spawn(process.execPath, ['--conditions=source', join(root, 'tools/dev/src/main.ts')], {
    env: { ...inherited(), ...(await slowFetch(folder)), HOUSE_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = text(starting.stdout);
  await eventually(() => existsSync(join(folder, 'downloads')), { within: 50_000 });

  starting.kill('SIGINT');

  await once(starting, 'close');
  expect(starting.exitCode).toBe(0);
  expect(await said).toMatch(/stopping: SIGINT\n {2}everything is stopped\n$/);
  expect(processesOf(folder)).toEqual([]);
});

/** An empty cache, and a Python that takes forever to fill it. */
async function slowFetch(folder: string): Promise<Readonly<Record<string, string>>> {
  const python = join(folder, 'python3');
  const script = [
    '#!/bin/sh',
    `cd '${folder}'`,
    'case "$*" in *--version) exit 0 ;; esac',
    'echo >downloads',
    'exec /bin/sleep 600',
  ];
  await writeFile(python, `${script.join('\n')}\n`, { mode: 0o755 });
  return { PATH: folder, XDG_CACHE_HOME: join(folder, 'cache') };
}
