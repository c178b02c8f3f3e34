import { expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { evolve as evolveKey, unregistered } from './legacy-credential.ts';
import { moveLegacyLookup, moveLookup } from './move-lookup.ts';
import { evolve, type Token, unborn } from './token.ts';

const to = { lookup: 'under v2', pepper: 'v2' };
const alive: Token = { ...unborn(newId('tok')), status: 'active', lookup: 'under v1', pepper: 'v1' };

test('a live token moves once, and only where it is found changes', () => {
  const moved = moveLookup(alive, to).reduce(evolve, alive);
  expect(moved).toEqual({ ...alive, ...to });
  expect(moveLookup(moved, to)).toEqual([]);
});

test.each(['rotated', 'revoked', 'unborn'] as const)('one that is %s stays', (status) => {
  expect(moveLookup({ ...alive, status }, to)).toEqual([]);
});

test('a legacy key moves once', () => {
  const key = { ...unregistered(newId('lgk')), status: 'active' as const, lookup: 'under v1', pepper: 'v1' };
  const moved = moveLegacyLookup(key, to).reduce(evolveKey, key);
  expect(moved).toEqual({ ...key, ...to });
  expect(moveLegacyLookup(moved, to)).toEqual([]);
});
