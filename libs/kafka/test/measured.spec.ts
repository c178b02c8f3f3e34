import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { servers } from '@platform/testing';

const { mongoUrl, brokers, redisUrl } = await servers();

test('a row that nobody takes, an event that waits and a dead letter are told, each as long as it is so', async () => {
  const file = fileURLToPath(new URL('./children/measured.ts', import.meta.url));
  const args = ['--conditions=source', '--import', '@platform/telemetry/register', file];
  const env = { METRICS: 'true', TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 120_000 });
  const { topic, during, after } = JSON.parse(stdout);
  const [, age] = /^outbox_oldest_unsent_seconds\{channel="kafka"\} (\S+)$/m.exec(during) ?? [];
  expect(Number(age)).toBeGreaterThanOrEqual(40);
  expect(during).toMatch(/^consumer_lag_seconds\{group="test.measured"\} \d/m);
  expect(during).toContain(`dead_letters_waiting{topic="${topic}"} 1\n`);
  expect(during).toMatch(new RegExp(`^kafka_dead_letters_total\\{.*topic="${topic}",reason="UNREADABLE"\\} 1$`, 'm'));
  expect(after).toMatch(/^consumer_lag_seconds\{group="test.measured"\} 0$/m);
});
