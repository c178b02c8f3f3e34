import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { bodyOf, post } from './doors.ts';
import { environment, neighbours } from './house.ts';
import { serviceProcess } from './process.ts';
import { developer } from './world.ts';

const around = await environment();
const service = await serviceProcess({ ...around.env, TRACES_FILE: join(around.journal, 'traces.ndjson') });
const clients = neighbours(around, service.grpc);
afterAll(async () => {
  clients.close();
  await service.stop();
  await around.forget();
});
const url = `http://${service.http}`;
const decisions = around.db.mongo.collection<{ _id: string; record: string }>('decisions');

/** The trace of the decision about what was sent in a trace. */
async function traceOf(sent: unknown, traceId: string) {
  const response = await post(url, sent, { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` });
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { decision_id } = (await response.json()) as { decision_id: string };
  const record = await eventually(async () => {
    const kept = await decisions.findOne({ _id: decision_id });
    if (!kept) throw new Error('not kept yet');
    return kept.record;
  });
  return (JSON.parse(record) as { traceparent: string }).traceparent.split('-')[1];
}

const { request } = developer();
test.each([
  ['a start', bodyOf(request)],
  ['a body that is not the message', { ...bodyOf(request), nonce: 7 }],
  ['a body that is no JSON', '{"credential":'],
])('%s is decided in the trace of whoever asked, and kept with it', async (_what, sent) => {
  const traceId = randomBytes(16).toString('hex');
  expect(await traceOf(sent, traceId)).toBe(traceId);
});
