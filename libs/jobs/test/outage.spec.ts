import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startServers } from '@platform/local-servers';
import { eventually } from '@platform/testing';
import { Redis } from 'ioredis';
import { queue, worker } from '../src/index.ts';
import { captured, log, mail, sendMail } from './given.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'jobs-test-'));
const { redisUrl, parts, stop } = await startServers({ only: ['redis'], dataDir });
const server = parts.redis;
if (!server?.pid()) throw new Error('this test needs a Redis of its own; unset REDIS_URL');
afterAll(async () => {
  await stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('Redis away at the start: adding is refused, the worker waits; once it is there both go on', async () => {
  await server.stop();
  const { add, close } = queue(redisUrl, [sendMail], log);
  const ran: string[] = [];
  const { settle, stop: stopWorker } = worker(
    redisUrl,
    [[sendMail, async ({ notificationId }) => void ran.push(notificationId)]],
    log,
  );
  await expect(add(sendMail, mail(1))).rejects.toMatchObject({
    reason: 'DEPENDENCY_UNAVAILABLE',
    metadata: { service: 'redis' },
  });

  await server.start();
  await eventually(() => add(sendMail, mail(1)).then(() => true));
  await add(sendMail, mail(2));
  await settle();
  expect([...ran].sort()).toEqual(['ntf_1', 'ntf_2']);
  await Promise.all([stopWorker(), close()]);
});

test('Redis killed and started again: what was added runs, once', async () => {
  const { add, close } = queue(redisUrl, [sendMail], log);
  const ran: string[] = [];
  await add(sendMail, mail(10));
  await server.kill();
  await expect(add(sendMail, mail(11))).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  await server.start();

  const { settle, stop: stopWorker } = worker(
    redisUrl,
    [[sendMail, async ({ notificationId }) => void ran.push(notificationId)]],
    log,
  );
  await eventually(() => add(sendMail, mail(11)).then(() => true));
  await settle();
  await server.kill();
  await server.start();
  await eventually(() => add(sendMail, mail(12)).then(() => true));
  await settle();
  expect(ran.filter((id, at) => ran.indexOf(id) === at).sort()).toEqual(['ntf_10', 'ntf_11', 'ntf_12']);
  await Promise.all([stopWorker(), close()]);
});

test('Redis flushed: what is added afterwards runs; what was lost runs when it is owed again', async () => {
  const { add, close } = queue(redisUrl, [sendMail], log);
  const ran: string[] = [];
  await add(sendMail, mail(20), { delay: 60_000 });
  const { settle, stop: stopWorker } = worker(
    redisUrl,
    [[sendMail, async ({ notificationId }) => void ran.push(notificationId)]],
    log,
  );
  await settle();
  const redis = new Redis(redisUrl);
  await redis.flushall();
  redis.disconnect();
  await add(sendMail, mail(20));
  await add(sendMail, mail(21));
  await settle();
  expect([...ran].sort()).toEqual(['ntf_20', 'ntf_21']);
  await Promise.all([stopWorker(), close()]);
});

test('an outage is told once, not at every attempt to connect', async () => {
  const before = captured.lines().filter(({ msg }) => msg === 'redis is away').length;
  const { add, close } = queue(redisUrl, [sendMail], log);
  await add(sendMail, mail(30));
  await server.kill();
  await expect(add(sendMail, mail(31))).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  await expect(add(sendMail, mail(32))).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  await eventually(() => captured.lines().filter(({ msg }) => msg === 'redis is away').length === before + 1);
  await server.start();
  await eventually(() => add(sendMail, mail(31)).then(() => true));
  expect(captured.lines().filter(({ msg }) => msg === 'redis is away')).toHaveLength(before + 1);
  await close();
});

test('queue and worker stop while Redis is away', async () => {
  const { add, close } = queue(redisUrl, [sendMail], log);
  const { stop: stopWorker } = worker(redisUrl, [[sendMail, async () => {}]], log);
  await add(sendMail, mail(40));
  await server.kill();
  await Promise.all([stopWorker(), close()]);
  expect(captured.lines().map(({ msg }) => msg)).not.toContain('worker did not stop cleanly');
});
