import { expect, test } from '@jest/globals';
import { CodedError, MINUTE, manualClock } from '@platform/kernel';
import { rateLimit } from './rate-limit.ts';

const start = new Date('2026-03-10T12:00:20.000Z');
const refused = (call: () => void): CodedError | undefined => {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
};

test('a credential that comes too often is told how long to wait, and is let in again afterwards', () => {
  const clock = manualClock(start);
  const limit = rateLimit({ perCredential: 2, perAddress: 100 }, clock);
  limit('10.0.0.1', 'a');
  limit('10.0.0.2', 'a');
  expect(refused(() => limit('10.0.0.3', 'a'))).toMatchObject({
    reason: 'RATE_LIMITED',
    retryAfterSeconds: 40,
    metadata: { limit: '2', window: '60', retry_after: '40' },
  });
  expect(refused(() => limit('10.0.0.3', 'b'))).toBeUndefined();
  clock.advance(MINUTE);
  expect(refused(() => limit('10.0.0.3', 'a'))).toBeUndefined();
});

test('an address that comes too often is refused whatever it presents', () => {
  const limit = rateLimit({ perCredential: 100, perAddress: 3 }, manualClock(start));
  limit('10.0.0.1', undefined);
  limit('10.0.0.1', 'a');
  limit('10.0.0.1', 'b');
  expect(refused(() => limit('10.0.0.1', 'c'))?.reason).toBe('RATE_LIMITED');
  expect(refused(() => limit('10.0.0.2', 'c'))).toBeUndefined();
});

test('a flood of made-up credentials does not fill the memory', () => {
  const limit = rateLimit({ perCredential: 1, perAddress: 1_000_000 }, manualClock(start));
  for (let index = 0; index <= 100_000; index += 1) limit('10.0.0.1', `made-up-${index}`);
  expect(refused(() => limit('10.0.0.1', 'made-up-0'))).toBeUndefined();
  expect(refused(() => limit('10.0.0.1', 'made-up-0'))?.reason).toBe('RATE_LIMITED');
});
