import { expect, test } from '@jest/globals';
import { isCoded } from '@platform/kernel';
import { given } from '@platform/testing';
import {
  active,
  after,
  fresh,
  later,
  membership,
  revoked,
  rotated,
  secretOf,
  successorId,
  userId,
} from '../../test/samples.ts';
import { parseResetReason, resetDeveloperToken, succeedDeveloperToken } from './reset-developer-token.ts';

const reset = {
  successorId,
  secret: secretOf('bbbb'),
  reason: 'compromised',
  by: userId,
  given: true,
  at: later,
} as const;

test('the old value dies with its reason and names its successor (S-71)', () => {
  given(active)
    .when((token) => resetDeveloperToken(token, reset))
    .then({
      type: 'DeveloperTokenReset',
      data: { successorId, display: 'lsat_…bbbb', reason: 'compromised', by: userId, at: later },
    });
});

test('a token is reset once; whoever comes second must look for the successor', () => {
  given(rotated)
    .when((token) => resetDeveloperToken(token, reset))
    .refuses('TOKEN_NOT_ACTIVE');
  given(revoked)
    .when((token) => resetDeveloperToken(token, reset))
    .refuses('TOKEN_NOT_ACTIVE');
});

test('the successor belongs to the same user, workspace and membership, one generation on', () => {
  const successor = after(
    { ...fresh, id: successorId },
    ...succeedDeveloperToken({ ...fresh, id: successorId }, active, reset),
  );
  expect(successor).toMatchObject({
    id: successorId,
    status: 'active',
    workspaceId: active.workspaceId,
    userId,
    membership,
    generation: 2,
    predecessorId: active.id,
    lookup: 'lookup-bbbb',
  });
});

test.each([true, false])('the successor knows whether its value was given with the reset: %s', (given) => {
  const successor = after(
    { ...fresh, id: successorId },
    ...succeedDeveloperToken({ ...fresh, id: successorId }, active, { ...reset, given }),
  );
  expect(successor.valueGivenAt).toEqual(given ? later : null);
});

test('a successor is born once', () => {
  expect(succeedDeveloperToken(active, active, reset)).toEqual([]);
  expect(succeedDeveloperToken(fresh, fresh, reset)).toEqual([]);
});

test('the reason is one of two, routine by default', () => {
  expect(parseResetReason('')).toBe('routine');
  expect(parseResetReason('compromised')).toBe('compromised');
  for (const wrong of ['ROUTINE', 'leaked', '$ne', '__proto__']) {
    let caught: unknown;
    try {
      parseResetReason(wrong);
    } catch (error) {
      caught = error;
    }
    expect(isCoded(caught, 'VALIDATION_FAILED') && caught.fields[0]?.field).toBe('reason');
  }
});
