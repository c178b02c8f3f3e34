import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cookieName, secretOf } from './session-cookie.ts';

const secret = 'q8Jw1mVd3Zk5Rt7Yp9Ls2Nf4Gh6Bc8Xa0Ve1Mi3Qo5U';

test('the session is found among other cookies', () => {
  expect(secretOf(`theme=dark; ${cookieName}=${secret}; lang=en`)).toBe(secret);
});

test.each([
  ['no cookie header', undefined],
  ['another cookie only', 'theme=dark'],
  ['an empty value', `${cookieName}=`],
  ['a name that only ends alike', `x${cookieName}=${secret}`],
  ['a value with foreign characters', `${cookieName}=${secret}%00`],
  ['a value that is far too long', `${cookieName}=${'a'.repeat(4000)}`],
])('%s is no session', (_what, header) => {
  expect(secretOf(header)).toBeUndefined();
});

test('no header makes it throw or give something that is no secret', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(secretOf(header) ?? secret).toMatch(/^[\w-]{20,128}$/);
    }),
  );
});
