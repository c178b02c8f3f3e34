import { expect, test } from '@jest/globals';
import { after, DAY, HOUR, MINUTE } from '@platform/kernel';
import fc from 'fast-check';
import { legacy, now, schedule, snapshot, subscription } from '../../test/example.ts';
import type { Snapshot } from './facts.ts';
import { leaseTerms } from './lease-terms.ts';

const seconds = (at: Date) => at.getTime() / 1_000;
const terms = (facts: Snapshot, chance = 0.5, hours = 24) => leaseTerms(facts, { now, hours, chance });
const ends = (facts: Snapshot) => terms(facts).notAfter - seconds(now);

test('a lease holds 24 hours and is renewed after 12, ±10 %', () => {
  expect(terms(snapshot)).toEqual({
    issuedAt: seconds(now),
    notAfter: seconds(after(now, DAY)),
    renewAt: seconds(after(now, 12 * HOUR)),
  });
  expect(terms(snapshot, 0).renewAt).toBe(seconds(after(now, 12 * 0.9 * HOUR)));
  expect(terms(snapshot, 0.999999).renewAt).toBeLessThanOrEqual(seconds(after(now, 12 * 1.1 * HOUR)));
});

test('a shorter lease is renewed at its half', () => {
  expect(terms(snapshot, 0.5, 1)).toMatchObject({
    notAfter: seconds(after(now, HOUR)),
    renewAt: seconds(after(now, 30 * MINUTE)),
  });
});

test('a lease ends with the trial, with the grace of a paid subscription, with the token', () => {
  const soon = after(now, HOUR);
  const paid = { ...subscription, kind: 'paid' as const, endsAt: now, graceUntil: soon };
  expect(ends({ ...snapshot, subscription: { ...subscription, endsAt: soon } })).toBe(3_600);
  expect(ends({ ...snapshot, subscription: paid })).toBe(3_600);
  expect(ends({ ...snapshot, credential: snapshot.credential && { ...snapshot.credential, expiresAt: soon } })).toBe(
    3_600,
  );
});

test('the lease of a legacy key ends where the next downtime or the sunset begins; that of a token does not', () => {
  const key = { ...legacy('legacy_ci').snapshot, legacySchedule: schedule };
  expect(ends(key)).toBe(6 * 3_600);
  expect(ends({ ...key, legacySchedule: { ...schedule, windows: [], sunsetAt: after(now, 2 * HOUR) } })).toBe(
    2 * 3_600,
  );
  expect(ends({ ...snapshot, legacySchedule: schedule })).toBe(24 * 3_600);
});

test('whatever ends first, the lease never outlives it nor 24 hours, and is renewed within it', () => {
  const span = fc.integer({ min: 0, max: 3 * DAY });
  fc.assert(
    fc.property(
      span,
      span,
      span,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (trial, token, window, chance) => {
        const [endsAt, expiresAt, startsAt] = [after(now, trial), after(now, token), after(now, window + 1)];
        const facts: Snapshot = {
          ...legacy('legacy_ci').snapshot,
          subscription: { ...subscription, endsAt },
          legacySchedule: {
            ...schedule,
            sunsetAt: undefined,
            windows: [{ id: 'bow_1', startsAt, endsAt: after(startsAt, HOUR) }],
          },
        };
        const credential = facts.credential && { ...facts.credential, expiresAt };
        const { issuedAt, notAfter, renewAt } = terms({ ...facts, credential }, chance);
        expect(notAfter).toBeLessThanOrEqual(
          Math.min(seconds(endsAt), seconds(expiresAt), seconds(startsAt), issuedAt + 86_400),
        );
        expect(renewAt).toBeLessThanOrEqual(notAfter);
        expect(renewAt).toBeGreaterThanOrEqual(issuedAt);
      },
    ),
  );
});
