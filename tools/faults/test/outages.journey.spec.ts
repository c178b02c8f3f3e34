import { afterAll, beforeAll } from '@jest/globals';
import { type Stage, startStage } from '../src/index.ts';
import { kafkaAway } from './outages/kafka-away.ts';
import { killBeforePublish } from './outages/kill-before-publish.ts';
import { redisForgets } from './outages/redis-forgets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 300_000);
afterAll(() => stage?.stop(), 300_000);

killBeforePublish(() => stage);
redisForgets(() => stage);
kafkaAway(() => stage);
