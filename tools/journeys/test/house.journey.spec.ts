import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { startWholeHouse, type WholeHouse } from '../src/whole-house.ts';
import { firstJourney } from './house/first.ts';
import { tenancy } from './house/tenancy.ts';
import { traces } from './house/trace.ts';

/** Everybody of the tenancy table comes from one address. */
const generous = {
  REQUESTS_PER_MINUTE: '100000',
  SESSION_REQUESTS_PER_MINUTE: '100000',
  AUTH_REQUESTS_PER_MINUTE: '100000',
  LOCKOUT_FAILURES_PER_ADDRESS: '100000',
  LOCKOUT_FAILURES_PER_ACCOUNT: '100000',
};
const spans = join(tmpdir(), `traces-${randomUUID()}.ndjson`);

let whole: WholeHouse;
beforeAll(async () => {
  whole = await startWholeHouse({ env: { ...generous, TRACES_FILE: spans } });
}, 300_000);
afterAll(async () => {
  await whole?.stop();
  rmSync(spans, { force: true });
}, 300_000);

// One house for all: they leave it as it was, and a start takes longer than most of what is done here.
firstJourney(() => whole);
traces(() => whole, spans);
tenancy(() => whole);
