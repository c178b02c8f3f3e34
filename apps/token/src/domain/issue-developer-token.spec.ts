import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { active, at, fresh, membership, revoked, rotated, secretOf, userId, workspaceId } from '../../test/samples.ts';
import { issueDeveloperToken, needsDeveloperToken } from './issue-developer-token.ts';

const issue = { workspaceId, userId, membership, generation: 1, secret: secretOf('aaaa'), at };

test('who joins for the first time gets a token without any action (S-32, S-161)', () => {
  expect(needsDeveloperToken(undefined, membership)).toBe(true);
  expect(issueDeveloperToken(fresh, issue)).toEqual([{ type: 'DeveloperTokenIssued', data: issue }]);
});

test('who has one gets no other (S-62)', () => {
  expect(needsDeveloperToken(active, membership)).toBe(false);
  expect(needsDeveloperToken(active, { ...membership, sequence: 7 })).toBe(false);
  expect(issueDeveloperToken(active, issue)).toEqual([]);
});

test('who comes back gets a fresh one', () => {
  expect(needsDeveloperToken(revoked, { ...membership, sequence: 3 })).toBe(true);
  expect(needsDeveloperToken(revoked, { id: newId('mem'), sequence: 1 })).toBe(true);
});

test('a join heard again after the removal brings nothing back', () => {
  expect(needsDeveloperToken(revoked, membership)).toBe(false);
  expect(needsDeveloperToken(rotated, membership)).toBe(false);
});
