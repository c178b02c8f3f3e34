import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  active,
  after,
  at,
  fresh,
  later,
  membership,
  revoked,
  rotated,
  secretOf,
  successorId,
  userId,
} from '../../test/samples.ts';
import { noteUse } from './note-use.ts';
import { resetDeveloperToken } from './reset-developer-token.ts';
import { revealDeveloperToken } from './reveal-developer-token.ts';
import { revokeDeveloperToken } from './revoke-developer-token.ts';
import type { Token, TokenEvent } from './token.ts';

test('a token is born active, with its sealed value', () => {
  expect(active).toMatchObject({ status: 'active', generation: 1, createdAt: at, lookup: 'lookup-aaaa' });
  expect(active.sealed).not.toBeNull();
});

test('a dead token keeps its lookup, so that it is recognised, and loses its value, so that it is never restored (S-72)', () => {
  for (const dead of [rotated, revoked]) {
    expect(dead).toMatchObject({ lookup: active.lookup, display: active.display, sealed: null, statusSince: later });
  }
  expect(rotated.successorId).toBe(successorId);
});

test('whatever is decided, a dead token stays dead', () => {
  const attempts: readonly ((token: Token) => readonly TokenEvent[])[] = [
    (token) => noteUse(token, later),
    (token) => revokeDeveloperToken(token, { membership: { ...membership, sequence: 9 }, why: 'x', at: later }),
    (token) =>
      resetDeveloperToken(token, {
        successorId,
        secret: secretOf('cccc'),
        reason: 'routine',
        by: userId,
        given: true,
        at: later,
      }),
    (token) => revealDeveloperToken(token, userId, later),
  ];
  fc.assert(
    fc.property(fc.constantFrom(rotated, revoked), fc.array(fc.constantFrom(...attempts)), (dead, tries) => {
      let token = dead;
      for (const attempt of tries) {
        try {
          token = after(token, ...attempt(token));
        } catch {
          // A refusal changes nothing.
        }
      }
      expect(token).toMatchObject({ status: dead.status, sealed: null, statusSince: dead.statusSince });
    }),
  );
});

test('nothing but a birth makes a token of nothing', () => {
  expect(noteUse(fresh, at)).toEqual([]);
  expect(revokeDeveloperToken(fresh, { membership, why: 'x', at })).toEqual([]);
});
