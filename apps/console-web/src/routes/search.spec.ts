import { expect, test } from '@jest/globals';
import { afterSignIn } from './search.ts';

test.each(['/', '/workspace/my-license?ws=ws_1', '/profile', '/workspaces/new', '/inbox?to=maya'])(
  'after signing in, %s may follow',
  (next) => {
    expect(afterSignIn({ next }).next).toBe(next);
  },
);

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '\\/evil.example',
  ' /profile',
  '/profile evil',
  'javascript:alert(1)',
  'profile',
  '/verify-email#secret=of-a-stranger-000000',
  '/verify-email',
  '/reset-password/',
  '/x/../sign-in',
  '/profile#secret=x',
  '/\u202eevil',
  '',
  7,
  ['/profile'],
])('%j never follows', (next) => {
  expect({ next, ...afterSignIn({ next }) }.next).toBeUndefined();
});

test('only a reason is a reason', () => {
  expect(afterSignIn({ why: 'SESSION_REVOKED' }).why).toBe('SESSION_REVOKED');
  expect(afterSignIn({ why: '<b>Your account is lost</b>' }).why).toBeUndefined();
});
