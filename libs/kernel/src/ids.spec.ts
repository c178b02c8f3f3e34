import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCoded } from './errors.ts';
import { isId, newId, type Prefix, parseId, prefixes } from './ids.ts';

const anyPrefix = fc.constantFrom(...(Object.keys(prefixes) as Prefix[]));

test('a new id is of its kind and of no other', () => {
  fc.assert(
    fc.property(anyPrefix, anyPrefix, (mine, other) => {
      expect(isId(other, newId(mine))).toBe(mine === other);
    }),
  );
});

test('ids sort by birth', () => {
  const ids = [1, 2, 3].map((second) => newId('tok', new Date(second * 1000)));
  expect([...ids].sort()).toEqual(ids);
});

test('an id from outside that is none is refused with its field and an example', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.object(), fc.constant(newId('usr'))), (value) => {
      try {
        parseId('ws', value, 'workspace_id');
        return isId('ws', String(value));
      } catch (error) {
        return isCoded(error, 'VALIDATION_FAILED') && error.fields[0]?.field === 'workspace_id';
      }
    }),
  );
});

test('ids of one instant differ, and every letter of the alphabet is about as likely as any other', () => {
  const at = new Date(0);
  const ids = Array.from({ length: 20_000 }, () => newId('evt', at));
  expect(new Set(ids).size).toBe(ids.length);
  const counts = new Map<string, number>();
  for (const letter of ids.map((id) => id.slice(-16)).join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(32);
  // 10,000 of each are expected; 6 standard deviations are 591.
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(600);
});
