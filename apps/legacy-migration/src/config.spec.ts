import { expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const env = {
  MONGO_URL: 'mongodb://127.0.0.1:27017/?replicaSet=rs0',
  KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093',
  CALLER_PRIVATE_KEY: 'x',
  CALLER_KEYS: '{"operator":"y"}',
};

test('what is not set has its documented default', () => {
  expect(readConfig(env)).toMatchObject({
    ...{ GRPC_ADDRESS: '127.0.0.1:7007', TOKEN_ADDRESS: '127.0.0.1:7004', MONGO_DATABASE: 'legacy-migration' },
    ...{ KAFKA_BROKERS: ['127.0.0.1:9092', '127.0.0.1:9093'], CALLER_KEYS: { operator: 'y' }, DEVELOPMENT: false },
  });
});

test('every problem is named at once', () => {
  const wrong = { ...env, MONGO_URL: 'redis://x', CALLER_KEYS: 'no json', CALLER_PRIVATE_KEY: '' };
  expect(() => readConfig(wrong)).toThrow(/MONGO_URL[\s\S]*CALLER_PRIVATE_KEY[\s\S]*CALLER_KEYS/);
});
