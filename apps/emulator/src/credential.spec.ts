import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { presented } from './credential.ts';

test.each([
  ['nothing set', '', ''],
  ['the single space that docker run gives (S-111)', ' ', ''],
  ['quotes and blanks only', ' "" ', "' '"],
])('%s is missing', (_what, token, key) => {
  expect(presented(token, key)).toBeUndefined();
});

test('LOCALSTACK_AUTH_TOKEN wins over LOCALSTACK_API_KEY, and says so when they differ', () => {
  expect(presented('lsat_a', 'oldkey')).toEqual({ value: 'lsat_a', source: 'AUTH_TOKEN_ENV', variablesDiffer: true });
  expect(presented('lsat_a', ' "lsat_a" ')).toEqual({
    value: 'lsat_a',
    source: 'AUTH_TOKEN_ENV',
    variablesDiffer: false,
  });
  expect(presented(' ', '"oldkey"')).toEqual({ value: 'oldkey', source: 'API_KEY_ENV', variablesDiffer: false });
});

test('quotes and blanks around a value never change it', () => {
  const around = fc.stringMatching(/^["' \t]{0,4}$/);
  fc.assert(
    fc.property(around, around, (before, after) => {
      expect(presented(`${before}lsat_x${after}`, '')?.value).toBe('lsat_x');
    }),
  );
});
