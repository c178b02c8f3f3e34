import { expect, test } from '@jest/globals';
import { keepLink, linkTo, spend } from './mailed-secret.ts';

test('a link is for its page alone, and the last one counts', () => {
  keepLink('verifyEmail', '#secret=first-000000000000');
  keepLink('verifyEmail', 'secret=second-00000000000');
  expect(linkTo('verifyEmail').secret).toBe('second-00000000000');
  expect(linkTo('resetPassword').secret).toBe('');
});

test('a spent link is gone; the same link followed again is another one', () => {
  keepLink('resetPassword', '#secret=one-00000000000000');
  const { id } = linkTo('resetPassword');
  spend('resetPassword');
  expect(linkTo('resetPassword').secret).toBe('');
  keepLink('resetPassword', '#secret=one-00000000000000');
  expect(linkTo('resetPassword').id).not.toBe(id);
});

test('a fragment without a secret brings none', () => {
  keepLink('verifyEmail', '#somewhere');
  expect(linkTo('verifyEmail').secret).toBe('');
});
