import { afterAll, beforeAll } from '@jest/globals';
import { inspectable, type Stage, startStage } from '../src/index.ts';
import { amounts } from './amounts.ts';
import { openPages } from './crowds/open-pages.ts';
import { propertyS } from './crowds/property-s.ts';

let stage: Stage;
beforeAll(async () => {
  const env = {
    ...inspectable,
    // A repair must never give back what a reset takes away: facts are compared with their owners all the while.
    FACTS_COMPARE_EVERY_MS: '1000',
    METRICS: 'true',
  };
  stage = await startStage({ instances: { activation: amounts.activations, 'console-gateway': 2 }, env });
}, 300_000);
afterAll(() => stage?.stop(), 300_000);

openPages(() => stage);
// The last of them: it kills those whom it does not need.
propertyS(() => stage);
