import { expect, test } from '@jest/globals';
import { refuse } from '@platform/kernel';
import { isOutage } from './outage.ts';

const named = (name: string) => Object.assign(new Error('x'), { name });

test.each([
  ['a dependency that is away', refuse('DEPENDENCY_UNAVAILABLE')],
  ['a lost race', refuse('CHANGE_CONTENDED')],
  ['no MongoDB', named('MongoServerSelectionError')],
  ['a lost MongoDB connection', named('MongoNetworkTimeoutError')],
  ['no Kafka', named('KafkaJSConnectionError')],
  ['no Redis', named('MaxRetriesPerRequestError')],
  ['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  [
    'any of them as the cause',
    new Error('wrapped', { cause: new Error('again', { cause: named('MongoNetworkError') }) }),
  ],
])('%s passes', (_, error) => {
  expect(isOutage(error)).toBe(true);
});

test.each([
  ['a bug', new TypeError('undefined is not a function')],
  ['a refusal', refuse('VALIDATION_FAILED')],
  ['a broken rule of the database', named('MongoServerError')],
  ['text', 'ECONNREFUSED'],
  ['nothing', undefined],
])('%s does not', (_, error) => {
  expect(isOutage(error)).toBe(false);
});

test('an error that is its own cause does not hang', () => {
  const error = new Error('round');
  error.cause = error;
  expect(isOutage(error)).toBe(false);
});
