import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { servers } from '@platform/testing';

const { mongoUrl, brokers, redisUrl } = await servers();

/** Runs a program that measures, and gives what it printed. */
async function child(name: string, env: Readonly<Record<string, string>> = {}) {
  const file = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
  const args = ['--conditions=source', '--import', '@platform/telemetry/register', file];
  const given = { env: { METRICS: 'true', ...env }, timeout: 120_000 };
  return JSON.parse((await promisify(execFile)(process.execPath, args, given)).stdout);
}

test('a Redis that hangs or is dead is told at once, while the jobs that were counted last are told on', async () => {
  const jobs = 'job_queue_jobs{queue="send-mail",state="waiting"} 1';
  expect(await child('redis-lost')).toEqual({
    up: ['redis_up 1', jobs],
    hanging: ['redis_up 0', jobs],
    dead: ['redis_up 0', jobs],
    back: ['redis_up 1', jobs],
  });
});

test('a job that is given up is told apart from an attempt that failed, from the start and though none is kept', async () => {
  const env = { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl };
  const lines = (done: number, failed: number, givenUp: number) => [
    `job_runs_total{queue="send-mail",outcome="done"} ${done}`,
    `job_runs_total{queue="send-mail",outcome="failed"} ${failed}`,
    `job_runs_total{queue="send-mail",outcome="given_up"} ${givenUp}`,
  ];
  // The first fails once, the second at each of its three attempts.
  expect(await child('given-up', env)).toEqual({ before: lines(0, 0, 0), after: lines(1, 3, 1) });
});
