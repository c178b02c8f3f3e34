import { expect, test } from '@jest/globals';
import { newStoredKey, vouchFor } from '@platform/lease';
import { readConfig } from './config.ts';

const pepper = Buffer.alloc(32, 1).toString('base64');
const key = newStoredKey('key-1');
const env = {
  MONGO_URL: 'mongodb://127.0.0.1:27017',
  KAFKA_BROKERS: '127.0.0.1:9092',
  CALLER_KEYS: '{}',
  CALLER_PRIVATE_KEY: 'key',
  TOKEN_PEPPERS: `v1:${pepper}`,
  LEASE_SIGNING_KEYS: JSON.stringify([key]),
  JOURNAL_DIR: '/var/lib/activation',
};

test('what has no default is enough', () => {
  const config = readConfig(env);
  expect(config).toMatchObject({
    GRPC_ADDRESS: '127.0.0.1:7005',
    PUBLIC_HTTP_ADDRESS: '127.0.0.1:7105',
    LEASE_HOURS: 24,
  });
  expect(config.LEASE_SIGNING_KEYS.active.kid).toBe('key-1');
});

test('what vouches for a key comes with it', () => {
  const next = vouchFor(newStoredKey('key-2', 'next'), key);
  const { all } = readConfig({ ...env, LEASE_SIGNING_KEYS: JSON.stringify([key, next]) }).LEASE_SIGNING_KEYS;
  expect(all.map(({ vouchers }) => vouchers)).toEqual([[], next.vouchers]);
});

test('everything that is missing is told at once', () => {
  const names = ['MONGO_URL', 'KAFKA_BROKERS', 'CALLER_KEYS', 'TOKEN_PEPPERS', 'LEASE_SIGNING_KEYS', 'JOURNAL_DIR'];
  for (const name of names) expect(() => readConfig({})).toThrow(name);
});

test.each([
  ['no active key', [newStoredKey('key-1', 'next')]],
  ['two active keys', [newStoredKey('key-1'), newStoredKey('key-2')]],
  ['no keys', []],
  ['a key that is none', [{ ...key, pkcs8: 'c2VjcmV0LXNlY3JldA' }]],
])('%s stop the start, and no key is shown', (_what, keys) => {
  const read = () => readConfig({ ...env, LEASE_SIGNING_KEYS: JSON.stringify(keys) });
  expect(read).toThrow('LEASE_SIGNING_KEYS');
  expect(read).not.toThrow('c2VjcmV0LXNlY3JldA');
});

test('a lease is never longer than a day', () => {
  expect(() => readConfig({ ...env, LEASE_HOURS: '25' })).toThrow('LEASE_HOURS');
});
