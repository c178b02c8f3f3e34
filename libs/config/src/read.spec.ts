import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { address, ConfigError, flag, json, list, readConfig, secret, url, whole } from './index.ts';

const schema = z.object({
  GRPC_ADDRESS: address().default('127.0.0.1:0').describe('Where gRPC is served.'),
  MONGO_URL: url('mongodb').describe('The database.'),
  KAFKA_BROKERS: list().describe('Comma-separated brokers.'),
  CALLER_PRIVATE_KEY: secret().describe('Signs calls.'),
  CALLER_KEYS: json(z.record(z.string(), z.string())).describe('Whom we believe.'),
  RETRIES: whole(0, 10).default(3).describe('How often.'),
  DEVELOPMENT: flag().default(false).describe('Reflection on.'),
  NOTE: z.string().optional().describe('Anything.'),
});

const good = {
  MONGO_URL: 'mongodb://localhost:1/?replicaSet=rs0',
  KAFKA_BROKERS: 'a:1, b:2',
  CALLER_PRIVATE_KEY: 'abc=',
  CALLER_KEYS: '{"gateway":"xyz="}',
};

const problemsOf = (env: Record<string, string | undefined>) => {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test('a complete environment becomes typed values; defaults fill the rest', () => {
  expect(readConfig(schema, { ...good, DEVELOPMENT: 'true', UNKNOWN: 'ignored' })).toEqual({
    GRPC_ADDRESS: '127.0.0.1:0',
    MONGO_URL: good.MONGO_URL,
    KAFKA_BROKERS: ['a:1', 'b:2'],
    CALLER_PRIVATE_KEY: 'abc=',
    CALLER_KEYS: { gateway: 'xyz=' },
    RETRIES: 3,
    DEVELOPMENT: true,
  });
});

test('all problems are told at once, in the order of the schema, each with what the setting is for', () => {
  const env = { GRPC_ADDRESS: 'nowhere', MONGO_URL: 'http://x', CALLER_KEYS: '{', RETRIES: '11', DEVELOPMENT: 'maybe' };
  expect(problemsOf(env)).toEqual([
    { variable: 'GRPC_ADDRESS', problem: 'must be an address like 127.0.0.1:7001', says: 'Where gRPC is served.' },
    { variable: 'MONGO_URL', problem: 'must be a URL that starts with mongodb://', says: 'The database.' },
    { variable: 'KAFKA_BROKERS', problem: 'is required but not set', says: 'Comma-separated brokers.' },
    { variable: 'CALLER_PRIVATE_KEY', problem: 'is required but not set', says: 'Signs calls.' },
    { variable: 'CALLER_KEYS', problem: 'must be JSON', says: 'Whom we believe.' },
    { variable: 'RETRIES', problem: 'must be at most 10', says: 'How often.' },
    { variable: 'DEVELOPMENT', problem: 'must be true or false', says: 'Reflection on.' },
  ]);
});

test('the message lists every variable', () => {
  expect(() => readConfig(schema, {})).toThrow(/MONGO_URL.*\n.*KAFKA_BROKERS.*\n.*CALLER_PRIVATE_KEY.*\n.*CALLER_KEYS/);
});

test.each(['', '   '])('a blank variable (%j) counts as not set', (blank) => {
  expect(readConfig(schema, { ...good, RETRIES: blank, NOTE: blank })).toMatchObject({ RETRIES: 3 });
  expect(problemsOf({ ...good, KAFKA_BROKERS: blank })).toMatchObject([{ variable: 'KAFKA_BROKERS' }]);
});

test('no value reaches the message, even when a validator quotes it', () => {
  const quoting = z.object({ PEPPER: secret().refine(() => false, { error: ({ input }) => `cannot use ${input}` }) });
  const value = 'v1:c2VjcmV0LXBlcHBlcg==';
  expect(() => readConfig(quoting, { PEPPER: value })).toThrow('cannot use …');
  expect(() => readConfig(quoting, { PEPPER: value })).not.toThrow(value);
});

test('the address takes names, IPv4 and IPv6, and nothing without a port', () => {
  const ofAddress = z.object({ A: address() });
  for (const A of ['localhost:0', '127.0.0.1:7001', '[::1]:80']) expect(readConfig(ofAddress, { A })).toEqual({ A });
  for (const A of ['localhost', ':80', 'a:b', 'a:123456', 'a b:1', '::1:80']) {
    expect(() => readConfig(ofAddress, { A })).toThrow(ConfigError);
  }
});

test('numbers are whole and within bounds', () => {
  const numbers = z.object({ N: whole(1) });
  expect(readConfig(numbers, { N: ' 7 ' })).toEqual({ N: 7 });
  for (const N of ['0', '1.5', 'x', '1e99', 'Infinity', 'NaN']) {
    expect(() => readConfig(numbers, { N })).toThrow(ConfigError);
  }
});

test('a list has no empty parts', () => {
  expect(() => readConfig(z.object({ L: list() }), { L: 'a,,b' })).toThrow('empty parts');
});
