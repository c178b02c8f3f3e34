import { expect, test } from '@jest/globals';
import { comesToRest } from './give-back.ts';

const after = (...shares: number[]) => shares.map(comesToRest(3));

test('a process rests when it has had nothing to do for so many looks, once for each time that it worked', () => {
  expect(after(0.9, 0, 0, 0, 0, 0, 0, 0)).toEqual([false, false, false, true, false, false, false, false]);
  expect(after(0.9, 0, 0, 0, 0.06, 0.02, 0.03, 0.01)).toEqual([false, false, false, true, false, false, false, true]);
});

test('a short pause is no rest', () => {
  expect(after(0.9, 0, 0, 0.2, 0, 0, 0.1, 0, 0)).not.toContain(true);
});

test('a process that has just started has worked', () => {
  expect(after(0, 0.03, 0.04, 0.02, 0, 0, 0)).toEqual([false, false, true, false, false, false, false]);
});
