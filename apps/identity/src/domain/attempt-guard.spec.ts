import { expect, test } from '@jest/globals';
import { after, fold, MINUTE } from '@platform/kernel';
import fc from 'fast-check';
import {
  type AttemptGuard,
  type AttemptGuardEvent,
  countAttempt,
  evolveGuard,
  forgiveAttempts,
  initialGuard,
  takeBackAttempt,
  tellLocked,
} from './attempt-guard.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = (ms: number) => after(at, ms);
const fresh = initialGuard('account:h');
const account = { userId: 'usr_1', email: 'ada@example.com', name: 'Ada' };

const apply = (guard: AttemptGuard, events: readonly AttemptGuardEvent[]) => fold(evolveGuard, guard, events);
const attempt = (guard: AttemptGuard, when: Date) => apply(guard, countAttempt(guard, 5, when));
const attempts = (times: number, guard = fresh) =>
  Array.from({ length: times }).reduce<AttemptGuard>((so, _, index) => attempt(so, later(index)), guard);

test('five attempts are let through, the sixth is not, until fifteen minutes after the fifth', () => {
  const locked = attempts(5);
  expect(() => attempt(locked, later(10))).toThrow(
    expect.objectContaining({
      reason: 'ACCOUNT_LOCKED',
      metadata: { until: later(4 + 15 * MINUTE).toISOString() },
      retryAfterSeconds: 900,
    }),
  );
  expect(() => attempt(locked, later(3 + 15 * MINUTE))).toThrow();
  expect(attempt(locked, later(4 + 15 * MINUTE)).attempts).toHaveLength(1);
});

test('attempts spread over more than fifteen minutes never lock', () => {
  let guard = fresh;
  for (let minute = 0; minute < 200; minute += 4) guard = attempt(guard, later(minute * MINUTE));
  expect(guard).toMatchObject({ lockedUntil: undefined });
});

test('success takes its own attempt back, or all of them', () => {
  const four = attempts(4);
  expect(apply(four, takeBackAttempt(four, later(3))).attempts).toHaveLength(3);
  expect(takeBackAttempt(four, later(99))).toEqual([]);
  const five = attempts(5);
  expect(apply(five, forgiveAttempts(five, later(5)))).toMatchObject({ attempts: [], lockedUntil: undefined });
  expect(forgiveAttempts(fresh, at)).toEqual([]);
});

test('the owner of a locked account is told once, by the attempt that locked it', () => {
  const five = attempts(5);
  expect(tellLocked(five, later(3), account)).toEqual([]);
  const told = tellLocked(five, later(4), account);
  expect(told).toEqual([{ type: 'AccountLocked', data: { account, lockedUntil: later(4 + 15 * MINUTE) } }]);
  expect(tellLocked(apply(five, told), later(4), account)).toEqual([]);
});

test('whatever the rhythm, no fifteen minutes see more than five attempts let through', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 * MINUTE }), { maxLength: 60 }), (pauses) => {
      let guard = fresh;
      let now = at;
      const through: number[] = [];
      for (const pause of pauses) {
        now = after(now, pause);
        try {
          guard = attempt(guard, now);
          through.push(now.getTime());
        } catch {
          // refused
        }
      }
      for (const start of through) {
        expect(through.filter((time) => time >= start && time < start + 15 * MINUTE).length).toBeLessThanOrEqual(5);
      }
    }),
  );
});
