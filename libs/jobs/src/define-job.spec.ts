import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { backoffMs, defineJob } from './define-job.ts';
import { jobId, parsePayload } from './envelope.ts';

const payload = z.object({ migrationId: z.string(), chunk: z.number().int().nonnegative() });
const migrateChunk = defineJob({
  name: 'migrate-chunk',
  payload,
  id: ({ migrationId, chunk }) => `${migrationId}-${chunk}`,
});

test('a job has attempts, a backoff and a memory unless it says otherwise', () => {
  expect(migrateChunk).toMatchObject({
    attempts: 5,
    backoff: { firstMs: 1_000, mostMs: 300_000 },
    keep: { jobs: 20_000 },
  });
  const own = defineJob({ ...migrateChunk, attempts: 2, backoff: { mostMs: 5_000 }, keep: { seconds: 60 } });
  expect(own).toMatchObject({
    attempts: 2,
    backoff: { firstMs: 1_000, mostMs: 5_000 },
    keep: { seconds: 60, jobs: 20_000 },
  });
});

test.each(['Send Mail', 'send_mail', 'send:mail', '', '-'])('%j is no name of a job', (name) => {
  expect(() => defineJob({ ...migrateChunk, name })).toThrow(TypeError);
});

test('the id says which piece of work it is', () => {
  expect(jobId(migrateChunk, { migrationId: 'mig_7', chunk: 23 })).toBe('mig_7-23');
});

test.each(['', 'mig:7', '17', '0'])('%j is no id: BullMQ would refuse it or give another', (id) => {
  const wrong = defineJob({ ...migrateChunk, id: () => id });
  expect(() => jobId(wrong, { migrationId: 'mig_7', chunk: 1 })).toThrow(TypeError);
});

test('a wrong payload is refused, with each wrong field', () => {
  expect(parsePayload(migrateChunk, { migrationId: 'mig_7', chunk: 1, more: true })).toEqual({
    migrationId: 'mig_7',
    chunk: 1,
  });
  expect(() => parsePayload(migrateChunk, { chunk: -1 })).toThrow(
    expect.objectContaining({
      reason: 'VALIDATION_FAILED',
      fields: [
        expect.objectContaining({ field: '/migrationId', reason: 'INVALID_TYPE' }),
        expect.objectContaining({ field: '/chunk', reason: 'TOO_SMALL' }),
      ],
    }),
  );
  expect(() => parsePayload(migrateChunk, null)).toThrow(expect.objectContaining({ reason: 'VALIDATION_FAILED' }));
});

test('the wait doubles up to its limit, give or take a quarter', () => {
  const backoff = { firstMs: 1_000, mostMs: 60_000 };
  expect(backoffMs(1, backoff, () => 0)).toBe(750);
  expect(backoffMs(1, backoff, () => 1)).toBe(1_250);
  expect(backoffMs(4, backoff, () => 0.5)).toBe(8_000);
  expect(backoffMs(400, backoff, () => 0.5)).toBe(60_000);
});
