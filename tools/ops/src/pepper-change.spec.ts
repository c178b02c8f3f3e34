import { expect, test } from '@jest/globals';
import { peppers } from '@platform/credential';
import { begin, finish, mustBeInUse, versionsOf } from './pepper-change.ts';
import type { OpsProblem } from './problem.ts';

const key = (fill: number) => Buffer.alloc(32, fill);
const v1 = `v1:${key(1).toString('base64')}`;
const both = begin(v1, key(2));
const done = { pepper: 'v2', tokensLeft: 0n, legacyKeysLeft: 0n };
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'OK';
  } catch (error) {
    return (error as OpsProblem).code;
  }
};

test('the new pepper is current, the old one is understood, and at the end only the new one is left', () => {
  expect(peppers(both).map(({ version }) => version)).toEqual(['v2', 'v1']);
  expect(versionsOf(finish(both, done))).toEqual(['v2']);
  expect(peppers(finish(both, done))[0].key).toEqual(key(2));
});

test.each([
  ['a second change before the first is finished', () => begin(both, key(3)), 'CHANGE_UNDER_WAY'],
  ['an end without a beginning', () => finish(v1, { ...done, pepper: 'v1' }), 'NOTHING_UNDER_WAY'],
  ['an end before token has read the setting', () => finish(both, { ...done, pepper: 'v1' }), 'NOT_IN_USE'],
  ['moving before token has read the setting', () => mustBeInUse('TOKEN_PEPPERS', both, 'v1'), 'NOT_IN_USE'],
  ['an end while tokens are left', () => finish(both, { ...done, tokensLeft: 1n }), 'CREDENTIALS_LEFT'],
  ['an end while legacy keys are left', () => finish(both, { ...done, legacyKeysLeft: 1n }), 'CREDENTIALS_LEFT'],
])('%s is refused', (_what, work, code) => {
  expect(codeOf(work)).toBe(code);
});

test('what is in use is moved to, and who comes too early is told which setting is not read yet', () => {
  expect(() => mustBeInUse('TOKEN_SEALING_KEYS', both, 'v2')).not.toThrow();
  expect(() => mustBeInUse('TOKEN_SEALING_KEYS', both, 'v1')).toThrow(
    'token still works with v1; TOKEN_SEALING_KEYS begins with v2.',
  );
});
