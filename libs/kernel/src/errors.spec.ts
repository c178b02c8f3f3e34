import { expect, test } from '@jest/globals';
import { CodedError, isCoded, refuse } from './errors.ts';
import { reasons } from './reasons.ts';

test('a refusal says the title of its reason unless it knows better', () => {
  expect(refuse('LAST_ADMIN').message).toBe(reasons.LAST_ADMIN.title);
  expect(refuse('LAST_ADMIN', { detail: 'Lee is the only admin.' }).message).toBe('Lee is the only admin.');
});

test('a refusal is told from a bug, and by its reason from other refusals', () => {
  expect(isCoded(refuse('NOT_ASSIGNED'))).toBe(true);
  expect(isCoded(refuse('NOT_ASSIGNED'), 'NOT_ASSIGNED')).toBe(true);
  expect(isCoded(refuse('NOT_ASSIGNED'), 'ALREADY_ASSIGNED')).toBe(false);
  expect(isCoded(new TypeError('NOT_ASSIGNED'))).toBe(false);
});

test('the cause is kept for the log', () => {
  const cause = new Error('socket closed');
  expect(new CodedError('DEPENDENCY_UNAVAILABLE', { cause }).cause).toBe(cause);
});
