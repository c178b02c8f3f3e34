import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classify } from './classify.ts';
import { makeToken } from './token.ts';

const developer = makeToken('developer');
const ci = makeToken('ci');

test.each([
  [developer, 'developer'],
  [ci, 'ci'],
  [` "${developer}" `, 'developer'],
  [`'${ci}'\n`, 'ci'],
  ['k3yOf10chr', 'legacy'],
  ['"k3yOf10chr"', 'legacy'],
  ['a_b-c_d-', 'legacy'],
  ['x'.repeat(64), 'legacy'],
  ['lsA29dkWq1', 'legacy'],
  ['', 'missing'],
  [' ', 'missing'],
  [undefined, 'missing'],
  ['" "', 'missing'],
  ['short', 'malformed'],
  ['x'.repeat(65), 'malformed'],
  ['with blank', 'malformed'],
  ['ключ-ключ-ключ', 'malformed'],
  ['nul\0nul\0nul', 'malformed'],
  [`lsat2_${developer.slice(5)}`, 'malformed'],
  ['lsap_0123456789', 'malformed'],
])('%j is %s', (raw, kind) => {
  expect(classify(raw).kind).toBe(kind);
});

test('the value is trimmed and the display never holds it', () => {
  expect(classify(` ${developer}`)).toEqual({
    kind: 'developer',
    value: developer,
    display: `lsat_…${developer.slice(-4)}`,
  });
  expect(classify('k3yOf10chr')).toEqual({ kind: 'legacy', value: 'k3yOf10chr', display: '"k3y..."(10)' });
});

test('a damaged token is told apart from junk', () => {
  expect(classify(developer.slice(0, -1)).why).toContain('truncated or mistyped');
  expect(classify('with blank').why).toContain('neither');
});

describe('a damaged token is never taken for a legacy key', () => {
  const anyToken = fc.constantFrom('developer' as const, 'ci' as const).map((kind) => makeToken(kind));
  const damaged = (damage: (token: string, at: number) => string) =>
    fc.assert(
      fc.property(anyToken, fc.nat({ max: 42 }), (token, at) => {
        const text = damage(token, at);
        fc.pre(text !== token);
        expect(classify(text)).toMatchObject({
          kind: 'malformed',
          why: expect.stringContaining('truncated or mistyped'),
        });
      }),
      { numRuns: 500 },
    );

  test('one character changed', () => {
    damaged((token, at) => `${token.slice(0, at)}Q${token.slice(at + 1)}`);
    damaged((token, at) => `${token.slice(0, at)}-${token.slice(at + 1)}`);
  });
  test('one character left out', () => damaged((token, at) => token.slice(0, at) + token.slice(at + 1)));
  test('one character typed twice', () => damaged((token, at) => token.slice(0, at + 1) + token.slice(at)));
  test('two neighbours exchanged', () =>
    damaged((token, at) => token.slice(0, at) + token.charAt(at + 1) + token.charAt(at) + token.slice(at + 2)));
  test('cut off after the prefix', () => damaged((token, at) => token.slice(0, Math.max(5, at))));
  test('the prefix not copied', () => damaged((token, at) => token.slice(1 + (at % 5))));
  test('upper case', () => damaged((token) => token.toUpperCase().replace(/^LS/, 'ls')));
});

test('anything at all is classified, without an exception, the same with quotes around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const credential = classify(text);
      expect(classify(` "${text}" `)).toEqual(credential);
      expect(credential.why === undefined).toBe(['developer', 'ci', 'legacy'].includes(credential.kind));
    }),
  );
});
