import { describe, expect, test } from '@jest/globals';
import { median, quantile, ratio } from './arithmetic.ts';

describe('quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  test('is the value that so many do not exceed, whatever their order', () => {
    expect([0.01, 0.5, 0.99, 1].map((q) => quantile(hundred, q))).toEqual([1, 50, 99, 100]);
  });
  test('of one value is that value', () => expect(quantile([7], 0.99)).toBe(7));
  test('0 is the least', () => expect(quantile([3, 1, 2], 0)).toBe(1));
  test('sorts numbers as numbers', () => expect(quantile([9, 10, 100], 0.5)).toBe(10));
  test('leaves the values as they were', () => {
    const values = Float64Array.of(3, 1, 2);
    quantile(values, 0.5);
    expect([...values]).toEqual([3, 1, 2]);
  });
  test('of nothing is refused', () => expect(() => quantile([], 0.5)).toThrow(RangeError));
});

describe('median', () => {
  test('is the middle of an odd number of values', () => expect(median([10, 9, 100])).toBe(10));
  test('is the mean of the two in the middle of an even number', () => expect(median([4, 1, 100, 2])).toBe(3));
  test('of nothing is refused', () => expect(() => median([])).toThrow(RangeError));
});

describe('ratio', () => {
  test('pairs the rounds: a machine that is slow for a while is slow for both', () => {
    expect(ratio([80, 8, 80], [100, 10, 100])).toBeCloseTo(0.8);
  });
  test('is the median, so that one odd round does not count', () => {
    expect(ratio([50, 50, 9_000], [100, 100, 100])).toBe(0.5);
  });
  test('of rounds that do not pair is refused', () => expect(() => ratio([1, 2], [1])).toThrow(RangeError));
});
