import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trimmed } from './trimmed.ts';

test.each([
  [' ', ''],
  ['', ''],
  ['"abc"', 'abc'],
  ["'abc'", 'abc'],
  [' " \'abc\' "\r\n', 'abc'],
  ['\ufeffabc\u00a0', 'abc'],
  ['a "b" c', 'a "b" c'],
  ['""', ''],
])('%j becomes %j', (raw, text) => {
  expect(trimmed(raw)).toBe(text);
});

test('what is inside stays, and trimming again changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(trimmed(trimmed(text))).toBe(trimmed(text));
      expect(text).toContain(trimmed(text));
      expect(trimmed(` "${text}' `)).toBe(trimmed(text));
    }),
  );
});

test('a hundred thousand blanks between two letters take no time', () => {
  const text = `a${' '.repeat(100_000)}b`;
  const began = process.cpuUsage();
  expect(trimmed(text) === text).toBe(true);
  expect(process.cpuUsage(began).user).toBeLessThan(200_000);
});
