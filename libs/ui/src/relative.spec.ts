import { expect, test } from '@jest/globals';
import { relative } from './relative.ts';

const now = new Date('2026-06-15T12:00:00Z');
const said = (seconds: number) => relative(new Date(now.getTime() + seconds * 1000), now);

test.each([
  [0, 'just now'],
  [-4, 'just now'],
  [-12, '12 seconds ago'],
  [-59, '59 seconds ago'],
  [-59.8, '1 minute ago'],
  [59.8, 'in 1 minute'],
  [-91, '2 minutes ago'],
  [-59.9 * 60, '1 hour ago'],
  [-23.9 * 3600, 'yesterday'],
  [3 * 86_400, 'in 3 days'],
  [30 * 86_400, 'in 30 days'],
  [-61 * 86_400, '2 months ago'],
  [-365 * 86_400, '1 year ago'],
  [-800 * 86_400, '2 years ago'],
])('%d seconds from now: %s', (seconds, words) => {
  expect(said(seconds)).toBe(words);
});
