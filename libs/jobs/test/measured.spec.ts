import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('a Redis that hangs or is dead is told at once, while the jobs that were counted last are told on', async () => {
  const file = fileURLToPath(new URL('./children/redis-lost.ts', import.meta.url));
  const args = ['--conditions=source', '--import', '@platform/telemetry/register', file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { METRICS: 'true' }, timeout: 120_000 });
  const jobs = 'job_queue_jobs{queue="send-mail",state="waiting"} 1';
  expect(JSON.parse(stdout)).toEqual({
    up: ['redis_up 1', jobs],
    hanging: ['redis_up 0', jobs],
    dead: ['redis_up 0', jobs],
    back: ['redis_up 1', jobs],
  });
});
