import { expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const pepper = Buffer.alloc(32, 1).toString('base64');
const env = {
  MONGO_URL: 'mongodb://127.0.0.1:27017/?replicaSet=rs0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  CALLER_PRIVATE_KEY: 'x',
  CALLER_KEYS: '{"gateway":"y"}',
  TOKEN_PEPPERS: `v2:${pepper},v1:${pepper}`,
  TOKEN_SEALING_KEYS: `v1:${pepper}`,
};

test('keys are read at once, the current one first', () => {
  const { TOKEN_PEPPERS, TOKEN_SEALING_KEYS, GRPC_ADDRESS } = readConfig(env);
  expect(TOKEN_PEPPERS.map(({ version }) => version)).toEqual(['v2', 'v1']);
  expect(TOKEN_SEALING_KEYS[0].key).toHaveLength(32);
  expect(GRPC_ADDRESS).toBe('127.0.0.1:7004');
});

test('a wrong key stops the start, is named and not quoted', () => {
  const wrong = { ...env, TOKEN_PEPPERS: 'v1:c2hvcnQ=', TOKEN_SEALING_KEYS: undefined };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(/TOKEN_PEPPERS: key 1 \(v1\) has 5 bytes and must have 32 to 64/);
  expect(message).toMatch(/TOKEN_SEALING_KEYS: is required but not set/);
  expect(message).not.toContain('c2hvcnQ');
});
