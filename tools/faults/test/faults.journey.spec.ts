import { afterAll, beforeAll } from '@jest/globals';
import { type Stage, startStage } from '../src/index.ts';
import { hostileInput } from './faults/hostile-input.ts';
import { kafkaAway } from './faults/kafka-away.ts';
import { killBeforePublish } from './faults/kill-before-publish.ts';
import { redisForgets } from './faults/redis-forgets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 300_000);
afterAll(() => stage?.stop(), 300_000);

// One house for all of them: each begins when everything is at rest.
killBeforePublish(() => stage);
redisForgets(() => stage);
kafkaAway(() => stage);
// The last of them: nobody has to hear once more of thousands of refusals.
hostileInput(() => stage);
