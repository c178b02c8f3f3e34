import { expect, test } from '@jest/globals';
import { lag } from './lag.ts';

test('nothing waits: no lag', () => {
  expect(lag(1_000).seconds(true, 60_000)).toBe(0);
});

test('the oldest message of all partitions counts, until its partition is worked off', () => {
  const one = lag(0);
  one.behind('a', 0, '10000');
  one.behind('a', 1, '40000');
  expect(one.seconds(true, 60_000)).toBe(50);
  one.caughtUp('a', 0);
  expect(one.seconds(true, 60_000)).toBe(20);
  one.caughtUp('a', 1);
  expect(one.seconds(true, 60_000)).toBe(0);
});

test('a member that does not hear may be behind by as long as that', () => {
  const one = lag(0);
  expect(one.seconds(true, 5_000)).toBe(0);
  expect(one.seconds(false, 35_000)).toBe(30);
  expect(one.seconds(false, 65_000)).toBe(60);
  expect(one.seconds(true, 66_000)).toBe(0);
});

test('partitions that went to somebody else are forgotten', () => {
  const one = lag(0);
  one.behind('a', 0, '10000');
  one.forget();
  expect(one.seconds(true, 60_000)).toBe(0);
});

test('a clock that runs behind that of the sender makes no negative lag', () => {
  const one = lag(0);
  one.behind('a', 0, '70000');
  expect(one.seconds(true, 60_000)).toBe(0);
});
