import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '@platform/kernel';
import { captureLog } from '@platform/testing';
import { openJournal } from './record/journal.ts';
import { type Recorder, startRecorder } from './record/recorder.ts';
import { refuseMalformed } from './refuse-malformed.ts';

const folder = mkdtempSync(join(tmpdir(), 'malformed-'));
let recorder: Recorder;
afterEach(async () => {
  await recorder.stop();
  rmSync(folder, { recursive: true, force: true });
});

const door = { name: 'grpc', ip: '192.0.2.1', traceparent: '' } as const;
const problem = (field: string) => ({ field, reason: 'TEXT_INVALID', detail: '' });

test('what cannot be kept is not refused either: with neither disk nor database there is an end of room', async () => {
  const write = () => Promise.reject(new Error('away'));
  recorder = startRecorder({ journal: openJournal(folder), write, log: captureLog().log, timing: { inMemory: 2 } });
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const refuse = refuseMalformed({ recorder, rateLimit: () => {}, clock: systemClock, appUrl: '' });
  const { refusal } = await refuse(
    Array.from({ length: 70 }, (_, index) => problem(`offline_activations[${index}].lease_id`)),
    door,
  );
  expect(refusal?.fields).toHaveLength(50);
  await refuse([problem('nonce'), problem('nonce')], door).then((answer) =>
    expect(answer.refusal?.metadata).toEqual({ field: 'nonce' }),
  );
  await expect(refuse([problem('nonce')], door)).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
});
