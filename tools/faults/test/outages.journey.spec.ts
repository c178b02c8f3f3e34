import { afterAll, beforeAll } from '@jest/globals';
import { type Stage, startStage } from '../src/index.ts';
import { killBeforePublish } from './outages/kill-before-publish.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 180_000);
afterAll(() => stage?.stop(), 60_000);

killBeforePublish(() => stage);
