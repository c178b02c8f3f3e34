import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { base62Of, randomBase62 } from './base62.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

test('each byte value is used so that each character has exactly four chances', () => {
  const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const seen = new Map<string, number>();
  for (const character of randomBase62(248, () => every)) seen.set(character, (seen.get(character) ?? 0) + 1);
  expect([...seen.keys()].sort().join('')).toBe([...alphabet].sort().join(''));
  expect(new Set(seen.values())).toEqual(new Set([4]));
});

test('bytes that would favour some characters are thrown away', () => {
  const given = [Uint8Array.of(255, 254, 250, 248), Uint8Array.of(247, 0), Uint8Array.of(61)];
  expect(randomBase62(3, () => given.shift() ?? Uint8Array.of())).toBe('z0z');
});

test('300,000 characters of real chance are evenly spread', () => {
  const drawn = 300_000;
  const seen = new Map<string, number>();
  for (const character of randomBase62(drawn, randomBytes)) seen.set(character, (seen.get(character) ?? 0) + 1);
  const expected = drawn / 62;
  const chiSquare = [...alphabet].reduce((sum, one) => sum + ((seen.get(one) ?? 0) - expected) ** 2 / expected, 0);
  // 61 degrees of freedom: 135 is passed by chance once in 10^7; taking all bytes modulo 62 gives about 1,980.
  expect(chiSquare).toBeLessThan(135);
});

test('numbers keep their value and their width', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), (number) => {
      const text = base62Of(number, 6);
      expect(text).toHaveLength(6);
      expect([...text].reduce((sum, digit) => sum * 62 + alphabet.indexOf(digit), 0)).toBe(number);
    }),
  );
  expect(base62Of(0, 6)).toBe('000000');
  expect(base62Of(2 ** 32 - 1, 6)).toBe('4gfFC3');
});
