import { expect, test } from '@jest/globals';
import { bytesOf, requestsOf } from './requests.ts';

type Item = readonly [name: string, bytes: number];
const names = (items: readonly Item[]) =>
  requestsOf(items, ([, bytes]) => bytes).map((request) => request.map(([name]) => name).join(''));
const KiB = 1024;

test('what is small travels together, in order', () => {
  expect(
    names([
      ['a', 10],
      ['b', 10],
      ['c', 10],
    ]),
  ).toEqual(['abc']);
  expect(names([])).toEqual([]);
});

test('a request stays below what the broker takes', () => {
  expect(names(['a', 'b', 'c', 'd', 'e'].map((name): Item => [name, 200 * KiB]))).toEqual(['ab', 'cd', 'e']);
});

test('what is larger than a request stands alone', () => {
  const large = 1024 * KiB + 1;
  expect(
    names([
      ['a', 1],
      ['X', large],
      ['b', 1],
      ['Y', large],
      ['Z', large],
      ['c', 0],
    ]),
  ).toEqual(['a', 'X', 'b', 'Y', 'Z', 'c']);
});

test('a message weighs what its key, value and headers weigh', () => {
  const bare = bytesOf({ key: null, value: null });
  const headers = { detail: 'é'.repeat(500), more: ['x'.repeat(100), Buffer.alloc(100)], none: undefined };
  const heavy = bytesOf({ key: 'k'.repeat(50), value: Buffer.alloc(1_000), headers });
  expect(heavy - bare).toBeGreaterThanOrEqual(50 + 1_000 + 1_000 + 200);
  expect(heavy - bare).toBeLessThan(50 + 1_000 + 1_000 + 200 + 100);
});
