import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { HOUR } from '@platform/kernel';
import { eventually, servers } from '@platform/testing';
import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { defineJob, type Queue, queue, type Run, type Worker, worker } from '../src/index.ts';
import { captured, log, mail, place, remind, sendMail } from './given.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});
const theQueue = (url: string): Queue => {
  const one = queue(url, [sendMail, remind], log);
  opened.push(one.close);
  return one;
};
/** BullMQ's own view of the mails. */
async function bullOf(url: string): Promise<BullQueue> {
  const redis = new Redis((await servers()).redisUrl);
  const prefix = new URL(url).searchParams.get('prefix') ?? '';
  const bull = new BullQueue('send-mail', { connection: redis, prefix });
  opened.push(async () => {
    await bull.close();
    redis.disconnect();
  });
  return bull;
}
const nothing = { waiting: 0, active: 0, delayed: 0, completed: 0, failed: 0 };

test('each job runs once, however often it is added: before it ran, while it waits, and afterwards', async () => {
  const url = await place();
  const { add, counts } = theQueue(url);
  const ran: string[] = [];
  await Promise.all(Array.from({ length: 200 }, (_, n) => add(sendMail, mail(n % 50))));
  expect(await counts()).toEqual({ ...nothing, waiting: 50 });

  const { settle } = workerOf(url, ran);
  await settle();
  await Promise.all(Array.from({ length: 50 }, (_, n) => add(sendMail, mail(n))));
  await settle();
  expect([...ran].sort()).toEqual(Array.from({ length: 50 }, (_, n) => `ntf_${n}`).sort());
  expect(await counts()).toEqual({ ...nothing, completed: 50 });
});

function workerOf(url: string, ran: string[]): Worker {
  const one = worker(url, [[sendMail, async ({ notificationId }) => void ran.push(notificationId)]], log);
  opened.push(one.stop);
  return one;
}

test('each job goes to its own handler, with its id', async () => {
  const url = await place();
  const { add } = theQueue(url);
  const ran: unknown[] = [];
  const one = worker(
    url,
    [
      [sendMail, async ({ to }, { id }) => void ran.push([to, id])],
      [remind, async ({ day }, { id }) => void ran.push([day, id])],
    ],
    log,
  );
  opened.push(one.stop);
  await add(sendMail, mail(1));
  await add(remind, { day: 3 });
  await one.settle();
  expect(ran).toEqual(
    expect.arrayContaining([
      ['ann@example.com', 'ntf_1-mail'],
      [3, 'day-3'],
    ]),
  );
});

test('a job that fails is tried again; settling waits for that', async () => {
  const url = await place();
  const { add, counts } = theQueue(url);
  const runs: Run[] = [];
  const one = worker(
    url,
    [
      [
        sendMail,
        async (_, run) => {
          runs.push(run);
          if (run.attempt < 3) throw new Error('not yet');
        },
      ],
    ],
    log,
  );
  opened.push(one.stop);
  await add(sendMail, mail(1));
  await one.settle();
  const id = 'ntf_1-mail';
  expect(runs).toEqual([
    { id, attempt: 1, lastAttempt: false },
    { id, attempt: 2, lastAttempt: false },
    { id, attempt: 3, lastAttempt: true },
  ]);
  expect(await counts()).toEqual({ ...nothing, completed: 1 });
});

test('after its last attempt a job has failed; it is told to the log and stays to be looked at', async () => {
  const url = await place();
  const { add, counts } = theQueue(url);
  const one = worker(url, [[sendMail, async () => Promise.reject(new Error('never'))]], log);
  opened.push(one.stop);
  await add(sendMail, mail(4711));
  await one.settle();
  expect(await counts()).toEqual({ ...nothing, failed: 1 });
  const told = captured.lines().filter(({ id, msg }) => id === 'ntf_4711-mail' && msg === 'job failed for good');
  expect(told).toEqual([expect.objectContaining({ attempt: 3, lastAttempt: true })]);
});

test('a job with a delay runs later; settling does not wait for it', async () => {
  const url = await place();
  const { add, counts } = theQueue(url);
  const ran: string[] = [];
  const { settle } = workerOf(url, ran);
  await add(sendMail, mail(1), { delay: HOUR });
  await add(sendMail, mail(2), { delay: HOUR });
  await settle();
  expect(await counts()).toMatchObject({ delayed: 2 });
  expect(ran).toEqual([]);
  const bull = await bullOf(url);
  await (await bull.getJob('ntf_2-mail'))?.changeDelay(10);
  await eventually(() => expect(ran).toEqual(['ntf_2']));
  expect(await counts()).toMatchObject({ delayed: 1 });
});

test('a wrong payload is refused and nothing is stored; so is a job that the queue does not know', async () => {
  const { add, counts } = theQueue(await place());
  // @ts-expect-error the type checker refuses it too
  await expect(add(sendMail, { notificationId: 7 })).rejects.toMatchObject({ reason: 'VALIDATION_FAILED' });
  const stranger = defineJob({ ...remind, name: 'stranger' });
  await expect(add(stranger, { day: 1 })).rejects.toThrow('stranger');
  const numbered = defineJob({ ...remind, id: () => '7' });
  await expect(add(numbered, { day: 1 })).rejects.toThrow('number');
  expect(await counts()).toEqual(nothing);
});

test('a stored payload that is no longer as it must be fails at once: no attempt would mend it', async () => {
  const url = await place();
  const { add, counts } = theQueue(url);
  const older = defineJob({ ...sendMail, payload: remind.payload, id: () => 'old-1' });
  await add(older, { day: 1 });
  const ran: string[] = [];
  await workerOf(url, ran).settle();
  expect(ran).toEqual([]);
  expect(await counts()).toEqual({ ...nothing, failed: 1 });
});

test('what is remembered of finished jobs is bounded', async () => {
  const url = await place();
  const few = defineJob({ ...sendMail, keep: { jobs: 5 } });
  const { add, counts } = theQueue(url);
  const ran: string[] = [];
  const { settle } = workerOf(url, ran);
  for (let n = 0; n < 40; n += 1) await add(few, mail(n));
  await settle();
  expect(ran).toHaveLength(40);
  expect((await counts()).completed).toBeLessThanOrEqual(6);
});

test('two workers share the jobs; each runs once', async () => {
  const url = await place();
  const { add } = theQueue(url);
  const ran: string[] = [];
  const [one, two] = [workerOf(url, ran), workerOf(url, ran)];
  await Promise.all(Array.from({ length: 100 }, (_, n) => add(sendMail, mail(n))));
  await Promise.all([one.settle(), two.settle()]);
  expect(ran).toHaveLength(100);
  expect(new Set(ran).size).toBe(100);
});

test('a job whose worker is killed runs again, on another one', async () => {
  const url = await place();
  const { add } = theQueue(url);
  await add(sendMail, mail(1));
  const file = fileURLToPath(new URL('./hanging-worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const ran: string[] = [];
  const other = worker(url, [[sendMail, async ({ notificationId }) => void ran.push(notificationId)]], log, {
    lockMs: 1_000,
  });
  opened.push(other.stop);
  await eventually(() => expect(ran).toEqual(['ntf_1']), { within: 60_000 });
});

test('jobs of different prefixes do not see each other', async () => {
  const [one, other] = [await place(), await place()];
  await theQueue(one).add(sendMail, mail(1));
  expect(await theQueue(other).counts()).toEqual(nothing);
});

test('no key of ours outlives its prefix, and none is elsewhere', async () => {
  const url = await place();
  const { add } = theQueue(url);
  await add(sendMail, mail(1));
  const bull = await bullOf(url);
  expect(await bull.getJob('ntf_1-mail')).toMatchObject({ data: { payload: mail(1), traceparent: '' } });
});
