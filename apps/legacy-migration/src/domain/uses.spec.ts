import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../../test/samples.ts';
import { unused, usesOfLastDays, withUse } from './uses.ts';

const used = (...dates: readonly Date[]) => dates.reduce(withUse, unused);

test('uses are counted in all, per day, and by their last', () => {
  expect(used(day(2), day(1), day(2))).toEqual({
    total: 3,
    lastAt: day(2),
    days: { '2026-03-02': 1, '2026-03-03': 2 },
  });
});

test('the last thirty days are today and the twenty-nine before', () => {
  const uses = used(day(0), day(1), day(29), day(30));
  expect(usesOfLastDays(uses, 30, day(29))).toBe(3);
  expect(usesOfLastDays(uses, 30, day(30))).toBe(3);
  expect(usesOfLastDays(uses, 30, day(60))).toBe(0);
});

test('days are kept for two months, so that a busy key stays small', () => {
  const uses = used(...Array.from({ length: 400 }, (_, n) => day(n)));
  expect(uses.total).toBe(400);
  expect(Object.keys(uses.days)).toHaveLength(62);
});

test('the order of uses does not matter, also across the two months', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }), (days) => {
      expect(used(...[...days].reverse().map(day))).toEqual(used(...days.map(day)));
    }),
  );
});
