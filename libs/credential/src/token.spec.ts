import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsToken, kindOfToken, makeToken, prefixOf, tokenPattern } from './token.ts';

const kinds = fc.constantFrom('developer' as const, 'ci' as const);
const tokens = fc
  .tuple(kinds, fc.uint8Array({ minLength: 64, maxLength: 64 }))
  .map(([kind, bytes]) => makeToken(kind, () => bytes.map((byte) => byte % 248)));
const places = fc.nat({ max: 42 });
const characters = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 });

test('tokens have the published form and are found in text', () => {
  for (const [kind, prefix] of [
    ['developer', 'lsat_'],
    ['ci', 'lsci_'],
  ] as const) {
    const token = makeToken(kind);
    expect(token).toMatch(/^ls(at|ci)_[0-9A-Za-z]{38}$/);
    expect(token.startsWith(prefix)).toBe(true);
    expect(kindOfToken(token)).toBe(kind);
    expect(`key=${token}, next`.replace(tokenPattern, '*')).toBe('key=*, next');
  }
});

test('the form never changes: a token made today is read for ever', () => {
  expect(makeToken('developer', () => new Uint8Array(32).fill(10))).toBe('lsat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0b08q2');
  expect(kindOfToken('lsat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0b08q2')).toBe('developer');
});

test('100,000 tokens are all different', () => {
  expect(new Set(Array.from({ length: 100_000 }, () => makeToken('developer'))).size).toBe(100_000);
});

test('a body of one kind does not pass under the prefix of the other', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      const other = token.startsWith('lsat_') ? prefixOf.ci : prefixOf.developer;
      expect(kindOfToken(other + token.slice(5))).toBeUndefined();
    }),
  );
});

describe('damage is refused', () => {
  test('any single character changed', () => {
    fc.assert(
      fc.property(tokens, places, characters, (token, at, character) => {
        fc.pre(token.charAt(at) !== character);
        expect(kindOfToken(token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  test('any character left out or typed twice', () => {
    fc.assert(
      fc.property(tokens, places, (token, at) => {
        expect(kindOfToken(token.slice(0, at) + token.slice(at + 1))).toBeUndefined();
        expect(kindOfToken(token.slice(0, at + 1) + token.slice(at))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test('any two neighbours exchanged', () => {
    fc.assert(
      fc.property(tokens, fc.nat({ max: 41 }), (token, at) => {
        const [one, other] = [token.charAt(at), token.charAt(at + 1)];
        fc.pre(one !== other);
        expect(kindOfToken(token.slice(0, at) + other + one + token.slice(at + 2))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

/**
 * A CRC is linear: whether a change is noticed depends on which bits change, not on the token. So what the properties
 * above sample can be settled for every token there is.
 */
describe('what the checksum catches for certain', () => {
  const LENGTH = 37;
  const zeros = crc32(Buffer.alloc(LENGTH));
  const traceOf = (at: number, change: number) => {
    const message = Buffer.alloc(LENGTH);
    message.writeUInt8(change, at);
    return (crc32(message) ^ zeros) >>> 0;
  };
  const traces = Array.from({ length: LENGTH * 127 }, (_, n) => traceOf(Math.floor(n / 127), (n % 127) + 1));

  test('each change of one or two characters of prefix and body leaves a trace of its own', () => {
    expect(traces).not.toContain(0);
    expect(new Set(traces).size).toBe(traces.length);
  });

  test('the last character of the body exchanged with the first of the checksum', () => {
    // The first digit of a 32-bit number in base 62 is 0 to 4; the exchange moves the checksum by (a - b) * 62^5.
    for (const [a, b] of [0, 1, 2, 3, 4].flatMap((a) => [0, 1, 2, 3, 4].map((b) => [a, b] as const))) {
      if (a === b) continue;
      const trace = traceOf(LENGTH - 1, (48 + a) ^ (48 + b));
      const shift = Math.abs(a - b) * 62 ** 5;
      // x ^ trace differs from x by an odd multiple of the lowest bit of trace, which `shift` never is.
      expect((shift / (trace & -trace)) % 2).not.toBe(1);
    }
  });
});

test('a token is found in a text, whatever stands around it', () => {
  const token = makeToken('ci');
  for (const text of [token, `x${token}y`, `my_${token}`, `{"a":"${token}"}`]) expect(holdsToken(text)).toBe(true);
  for (const text of ['', 'lsat_', token.slice(0, -1), 'lsat_…a1B2']) expect(holdsToken(text)).toBe(false);
});
