import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { seldom } from './seldom.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const given = () => {
  const told: string[] = [];
  return { told, often: seldom<string>({ everyMs: 5_000, delayMs: 1_000 }, (value) => void told.push(value)) };
};

test('a use is told a moment later, and the last of a flood at most every five seconds', () => {
  const { told, often } = given();
  for (let second = 0; second < 21; second += 1) {
    often.say('tok_1', `at ${second}`);
    jest.advanceTimersByTime(1_000);
  }
  expect(told).toEqual(['at 0', 'at 5', 'at 10', 'at 15', 'at 20']);
});

test('credentials do not wait for each other, and a quiet one begins anew', () => {
  const { told, often } = given();
  often.say('a', 'a1');
  often.say('b', 'b1');
  jest.advanceTimersByTime(999);
  expect(told).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(told).toEqual(['a1', 'b1']);
  jest.advanceTimersByTime(5_000);
  expect(jest.getTimerCount()).toBe(0);
  often.say('a', 'a2');
  jest.advanceTimersByTime(1_000);
  expect(told).toEqual(['a1', 'b1', 'a2']);
});

test('nothing is told after the stop', () => {
  const { told, often } = given();
  often.say('a', 'a1');
  often.stop();
  jest.advanceTimersByTime(10_000);
  expect([told, jest.getTimerCount()]).toEqual([[], 0]);
});
