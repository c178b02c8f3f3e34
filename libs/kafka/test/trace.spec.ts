import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { servers } from '@platform/testing';

const { mongoUrl, brokers, redisUrl } = await servers();

test('the trace of the commit goes on in the handler, over outbox row and header', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const file = fileURLToPath(new URL('./children/traced.ts', import.meta.url));
  const args = [
    '--conditions=source',
    '--import',
    '@platform/telemetry/register',
    file,
    `00-${traceId}-b7ad6b7169203331-01`,
  ];
  const env = {
    TRACES_FILE: '/dev/null',
    TEST_MONGO_URL: mongoUrl,
    TEST_KAFKA_BROKERS: brokers,
    TEST_REDIS_URL: redisUrl,
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 120_000 });
  expect(stdout).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  expect(stdout).not.toContain('b7ad6b7169203331');
});
