import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayOf, legacyDisplay } from './display.ts';
import { makeToken } from './token.ts';

test('a token shows its prefix and four characters', () => {
  const token = makeToken('ci');
  expect(displayOf(token)).toBe(`lsci_…${token.slice(-4)}`);
});

test('a legacy key shows three characters and its length, as old logs did (C-11)', () => {
  expect(displayOf('abcdefghij')).toBe('"abc..."(10)');
  expect(legacyDisplay('abc', 10)).toBe('"abc..."(10)');
});

test('what may be a damaged token, or is too short or long to cut, shows its length alone', () => {
  const token = makeToken('developer');
  expect(displayOf(token.slice(0, -1))).toBe('"..."(42)');
  expect(displayOf('abc')).toBe('"..."(3)');
  expect(displayOf('x'.repeat(65))).toBe('"..."(65)');
});

test('never more than four characters of anything are shown', () => {
  const texts = fc.oneof(
    fc.string({ minLength: 5 }),
    fc.constant('').map(() => makeToken('developer')),
  );
  fc.assert(
    fc.property(texts, fc.nat(), (text, from) => {
      const at = from % Math.max(1, text.length - 4);
      const five = text.slice(at, at + 5);
      fc.pre(!'lsat_lsci_"..."('.includes(five));
      expect(displayOf(text).includes(five)).toBe(false);
    }),
  );
});
