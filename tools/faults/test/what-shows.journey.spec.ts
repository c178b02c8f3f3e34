import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type Collector, type Stage, startCollector, startStage } from '../src/index.ts';
import { canary, telling } from './what-shows/canary.ts';
import { degraded, impatient } from './what-shows/degraded.ts';

const traces = mkdtempSync(join(tmpdir(), 'traces-'));
let stage: Stage;
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
  stage = await startStage({ env: { ...telling(collector, traces), ...impatient } });
}, 300_000);
afterAll(async () => {
  await stage?.stop();
  await collector?.stop();
  rmSync(traces, { recursive: true, force: true });
}, 300_000);

// The first of them: it reads everything that has been written so far.
canary(() => ({ stage, collector, traces }));
degraded(() => stage);
