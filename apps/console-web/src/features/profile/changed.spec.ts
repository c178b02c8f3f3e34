import { expect, test } from '@jest/globals';
import { changedIn, profileOf } from './changed.ts';

const before = { name: 'Maya', locale: 'en', time_zone: 'UTC' };

test('only what was changed is sent', () => {
  expect(changedIn({ ...before, name: 'Maya King' }, before)).toEqual({ name: 'Maya King' });
  expect(changedIn(before, before)).toEqual({});
});

test('of an account, only what can be changed here is taken', () => {
  expect(profileOf({ ...before, email: 'maya@example.com' } as typeof before)).toEqual(before);
});
