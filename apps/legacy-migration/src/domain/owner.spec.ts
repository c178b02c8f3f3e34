import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { day, joined, knowing, left, licensed, tokenUsed, unlicensed } from '../../test/samples.ts';
import { hearOwner, merge, type OwnerFacts } from './owner.ts';

test('the later news about membership and license wins, whichever comes first', () => {
  expect(knowing(joined(day(1)), left(day(2))).member).toEqual({ at: day(2), is: false });
  expect(knowing(left(day(2)), joined(day(1))).member).toEqual({ at: day(2), is: false });
  expect(knowing(unlicensed(day(2)), licensed(day(3))).license?.is).toBe(true);
});

test('at the same instant the end wins', () => {
  expect(knowing(joined(day(1)), left(day(1))).member?.is).toBe(false);
  expect(knowing(left(day(1)), joined(day(1))).member?.is).toBe(false);
});

test('of the token the first and the last use are kept, the last to the minute', () => {
  const facts = knowing(tokenUsed(new Date('2026-03-05T10:00:59Z')), tokenUsed(new Date('2026-03-04T10:00:30Z')));
  expect(facts.tokenFirstUsedAt).toEqual(new Date('2026-03-04T10:00:30Z'));
  expect(facts.tokenLastUsedAt).toEqual(new Date('2026-03-05T10:00:00Z'));
});

test('what is known says nothing new', () => {
  const facts = knowing(joined(day(1)), tokenUsed(day(2)));
  expect(hearOwner(facts, joined(day(1)))).toEqual([]);
  expect(hearOwner(facts, joined(day(0)))).toEqual([]);
  expect(hearOwner(facts, tokenUsed(new Date(day(2).getTime() + 1_000)))).toEqual([]);
  expect(hearOwner(facts, left(day(3)))).toEqual([{ type: 'OwnerHeard', data: left(day(3)) }]);
});

test('merging does not depend on order or grouping, and once is enough', () => {
  const dates = fc.integer({ min: 0, max: 20 }).map(day);
  const since = fc.option(fc.record({ at: dates, is: fc.boolean() }));
  const anyFacts: fc.Arbitrary<OwnerFacts> = fc.record({
    ...{ member: since, license: since },
    ...{ tokenFirstUsedAt: fc.option(dates), tokenLastUsedAt: fc.option(dates) },
  });
  fc.assert(
    fc.property(anyFacts, anyFacts, anyFacts, (a, b, c) => {
      expect(merge(a, b)).toEqual(merge(b, a));
      expect(merge(a, merge(b, c))).toEqual(merge(merge(a, b), c));
      expect(merge(a, a)).toEqual(a);
    }),
  );
});
