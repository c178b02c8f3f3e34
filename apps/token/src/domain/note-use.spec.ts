import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { active, after, fresh } from '../../test/samples.ts';
import { noteUse } from './note-use.ts';

const minute = (text: string) => new Date(`2026-03-05T${text}Z`);

test('a use is noted to the minute', () => {
  expect(after(active, ...noteUse(active, minute('10:00:59.9'))).lastUsedAt).toEqual(minute('10:00:00'));
});

test('many uses in a minute are one write', () => {
  const used = after(active, ...noteUse(active, minute('10:00:01')));
  expect(noteUse(used, minute('10:00:59'))).toEqual([]);
});

test('uses in any order, however often, leave the same state', () => {
  const times = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1 });
  fc.assert(
    fc.property(times, (offsets) => {
      const uses = offsets.map((offset) => new Date(minute('10:00:00').getTime() + offset));
      const noted = (dates: readonly Date[]) =>
        dates.reduce((token, use) => after(token, ...noteUse(token, use)), active);
      expect(noted([...uses].reverse().concat(uses))).toEqual(noted(uses));
    }),
  );
});

test('a token that we do not know is not born by being used', () => {
  expect(noteUse(fresh, minute('10:00:00'))).toEqual([]);
});
