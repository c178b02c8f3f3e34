import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningPart, type Servers, startServers } from '@platform/local-servers';
import { eventually } from '@platform/testing';
import { keepAlive } from '../src/keep-alive.ts';
import { pidOf, processesOf, scratch } from './support.ts';

const over = new AbortController();
const lines: string[] = [];
let dataDir: string;
let servers: Servers;
let redis: RunningPart;

beforeAll(async () => {
  dataDir = await scratch();
  servers = await startServers({ dataDir, only: ['redis'], signal: over.signal });
  const { redis: part } = servers.parts;
  if (!part) throw new Error('there is no Redis');
  redis = part;
  keepAlive(servers, (line) => lines.push(line), over.signal, { firstBackoffMs: 200, longestBackoffMs: 400 });
});

afterAll(() => servers.stop());

/** `kill -9` by somebody who is not us. */
const murder = () => process.kill(pidOf(redis), 'SIGKILL');

const timesBack = (times: number): Promise<void> =>
  eventually(() => expect(lines.filter((line) => line === 'redis is back')).toHaveLength(times));

test('a server that dies is started again, which is said', async () => {
  murder();
  await timesBack(1);

  expect(lines[0]).toBe('redis ended with status 137: it is started again in 0.2 s');
  expect(redis.running()).toBe(true);
});

test('one that does not come up is tried again, less and less often, until it does', async () => {
  const blocker = createServer();
  murder();
  // Its place is taken before it can come back.
  await eventually(
    () =>
      new Promise<void>((resolve, reject) => {
        blocker.once('error', reject).listen(Number(new URL(redis.url).port), '127.0.0.1', resolve);
      }),
  );
  await eventually(() => expect(lines.filter((line) => line.includes('did not start')).length).toBeGreaterThan(1), {
    within: 30_000,
  });

  blocker.close();
  await timesBack(2);

  expect(lines.at(-2)).toMatch(/redis-server did not start: .*it is started again in 0\.4 s$/s);
  expect(redis.running()).toBe(true);
});

test('when the house is to end, what dies stays dead and leaves nothing', async () => {
  over.abort('enough');
  const before = lines.length;
  murder();
  await eventually(() => expect(redis.running()).toBe(false));
  await servers.stop();

  expect(lines.slice(before)).toEqual([]);
  await eventually(() => expect(processesOf(dataDir)).toEqual([]));
});
