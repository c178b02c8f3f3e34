import { expect, test } from '@jest/globals';
import { waitMs } from './wait.ts';

test('each wait is longer than the one before, up to 15 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => waitMs(failures, 0.5))).toEqual([
    ...[1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000],
  ]);
});

test('pages that lost the stream together do not come back together', () => {
  expect(waitMs(1, 0)).toBe(750);
  expect(waitMs(1, 1)).toBe(1_250);
});
