import { expect, test } from '@jest/globals';
import { after, DAY } from '@platform/kernel';
import fc from 'fast-check';
import { initialSubscription, type Subscription } from './subscription.ts';
import { isUsable, mustBeUsable, statusAt } from './subscription-status.ts';

const endsAt = new Date('2026-03-15T10:00:00.000Z');
const graceUntil = after(endsAt, 7 * DAY);
const none = initialSubscription('ws_1');
const trial: Subscription = { ...none, kind: 'trial', startsAt: after(endsAt, -14 * DAY), endsAt };
const paid: Subscription = { ...none, kind: 'paid', startsAt: after(endsAt, -30 * DAY), endsAt, graceUntil };

test.each([
  ['no subscription', none, endsAt, 'none'],
  ['a trial, a millisecond before its end', trial, after(endsAt, -1), 'trialing'],
  ['a trial, at its end: no grace (A-15)', trial, endsAt, 'expired'],
  ['a trial with a stray grace', { ...trial, graceUntil }, endsAt, 'expired'],
  ['a paid subscription, a millisecond before its end', paid, after(endsAt, -1), 'active'],
  ['a paid subscription, at its end', paid, endsAt, 'past_due'],
  ['a paid subscription, a millisecond before its grace ends', paid, after(graceUntil, -1), 'past_due'],
  ['a paid subscription, at the end of its grace', paid, graceUntil, 'expired'],
  ['a paid subscription without grace, at its end', { ...none, kind: 'paid', endsAt }, endsAt, 'expired'],
  ['a suspended subscription', { ...paid, suspended: true }, after(endsAt, -1), 'suspended'],
] as const)('%s', (_, subscription, at, status) => {
  expect(statusAt(subscription, at)).toBe(status);
});

test('once a subscription has ended by the clock it never comes back by the clock', () => {
  const order = ['trialing', 'active', 'past_due', 'expired'];
  fc.assert(
    fc.property(fc.constantFrom(trial, paid), fc.nat(60 * DAY), fc.nat(60 * DAY), (subscription, one, more) => {
      const first = statusAt(subscription, after(endsAt, one - 30 * DAY));
      const then = statusAt(subscription, after(endsAt, one - 30 * DAY + more));
      expect(order.indexOf(then)).toBeGreaterThanOrEqual(order.indexOf(first));
    }),
  );
});

test('only a usable subscription lets licenses be given; a refusal says the status', () => {
  expect(mustBeUsable(trial, after(endsAt, -1))).toEqual([]);
  expect(mustBeUsable(paid, endsAt)).toEqual([]);
  for (const [subscription, at, status] of [
    [none, endsAt, 'none'],
    [trial, endsAt, 'expired'],
    [{ ...paid, suspended: true }, endsAt, 'suspended'],
  ] as const) {
    expect(isUsable(status)).toBe(false);
    expect(() => mustBeUsable(subscription, at)).toThrow(
      expect.objectContaining({ reason: 'SUBSCRIPTION_NOT_ACTIVE', metadata: { status } }),
    );
  }
});
