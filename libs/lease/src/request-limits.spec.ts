import { expect, test } from '@jest/globals';
import { cutTo } from './request-limits.ts';

test('what fits stays as it is, what does not is cut', () => {
  expect([cutTo(3, 'abc'), cutTo(3, 'abcd'), cutTo(0, 'a'), cutTo(3, '')]).toEqual(['abc', 'abc', '', '']);
});

test('a character of two units is kept whole or left out', () => {
  expect([cutTo(2, 'a🔑'), cutTo(3, 'a🔑'), cutTo(3, 'a🔑b')]).toEqual(['a', 'a🔑', 'a🔑']);
});

test('a cut text fits, begins the text, loses no more than one unit and stays well-formed', () => {
  const text = 'a🔑🔑b\u0301c👩‍💻🔑';
  for (let limit = 0; limit <= text.length + 1; limit += 1) {
    const cut = cutTo(limit, text);
    expect(cut.length).toBeLessThanOrEqual(limit);
    expect(cut.length).toBeGreaterThanOrEqual(Math.min(limit, text.length) - 1);
    expect([text.startsWith(cut), Buffer.from(cut).toString()]).toEqual([true, cut]);
  }
});
