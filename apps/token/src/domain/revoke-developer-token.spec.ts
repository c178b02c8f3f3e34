import { test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { given } from '@platform/testing';
import { active, later, membership, revoked } from '../../test/samples.ts';
import { revokeDeveloperToken } from './revoke-developer-token.ts';

const removed = { membership: { ...membership, sequence: 2 }, why: 'member_removed', at: later };

test('the token ends with the membership (S-162)', () => {
  given(active)
    .when((token) => revokeDeveloperToken(token, removed))
    .then({
      type: 'TokenRevoked',
      data: { why: 'member_removed', membership: { ...membership, sequence: 2 }, at: later },
    });
});

test('a removal heard twice changes nothing', () => {
  given(revoked)
    .when((token) => revokeDeveloperToken(token, removed))
    .then();
});

test('a removal from before the join does not kill the fresh token', () => {
  given({ ...active, membership: { ...membership, sequence: 3 } })
    .when((token) => revokeDeveloperToken(token, removed))
    .then();
});

test('a removal from another membership of the same user ends it: when in doubt, no right is left', () => {
  const other = { id: newId('mem'), sequence: 1 };
  given(active)
    .when((token) => revokeDeveloperToken(token, { ...removed, membership: other }))
    .then({ type: 'TokenRevoked', data: { why: 'member_removed', membership: other, at: later } });
});
