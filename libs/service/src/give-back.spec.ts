import { expect, test } from '@jest/globals';
import { comesToRest, isWorthIt } from './give-back.ts';

const after = (...shares: number[]) => shares.map(comesToRest(3));

test('a process rests when it has had nothing to do for so many looks, until it works again', () => {
  expect(after(0.9, 0, 0, 0, 0)).toEqual([false, false, false, true, true]);
  expect(after(0.9, 0, 0, 0, 0.06, 0.02, 0.03, 0.01)).toEqual([false, false, false, true, false, false, false, true]);
});

test('a short pause is no rest', () => {
  expect(after(0.9, 0, 0, 0.2, 0, 0, 0.1, 0, 0)).not.toContain(true);
});

test('it is asked for memory the first time that it rests, then when it holds 16 MB more than after the last time', () => {
  expect(isWorthIt(90e6, 0)).toBe(true);
  expect(isWorthIt(106e6, 90e6)).toBe(false);
  expect(isWorthIt(107e6, 90e6)).toBe(true);
});
