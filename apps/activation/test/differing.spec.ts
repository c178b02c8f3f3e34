import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { servers } from '@platform/testing';

const { mongoUrl, brokers, redisUrl } = await servers();

test('how long ago all owners were compared is told; what was found is over when another instance looks after the facts', async () => {
  const file = fileURLToPath(new URL('./children/differing.ts', import.meta.url));
  const args = ['--conditions=source', '--import', '@platform/telemetry/register', file];
  const env = { METRICS: 'true', TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { unheard, heard, ...differing } = JSON.parse(stdout);
  expect(unheard).toBeGreaterThan(1.5);
  expect(heard).toBeLessThan(1);
  expect(differing).toEqual({
    asked: expect.stringMatching(/^facts_differing\{.*kind="credential"\} 2$/),
    left: expect.stringMatching(/^facts_differing\{.*kind="credential"\} 0$/),
  });
});
