import { expect, test } from '@jest/globals';
import { fold, newId } from '@platform/kernel';
import { at, later, userId, workspaceId } from '../../test/samples.ts';
import { evolve, registerLegacyKey, unregistered } from './legacy-credential.ts';

const id = newId('lgk');
const key = {
  kind: 'legacy_api',
  workspaceId,
  userId,
  lookup: 'one',
  pepper: 'v1',
  display: '"abc..."(10)',
  at,
} as const;

test('a legacy key is taken in active', () => {
  const events = registerLegacyKey(unregistered(id), key);
  expect(fold(evolve, unregistered(id), events)).toEqual({
    id,
    status: 'active',
    kind: 'legacy_api',
    workspaceId,
    userId,
    lookup: 'one',
    pepper: 'v1',
    display: '"abc..."(10)',
    statusSince: at,
  });
});

test('the same id again changes nothing, whatever it says', () => {
  const taken = fold(evolve, unregistered(id), registerLegacyKey(unregistered(id), key));
  expect(registerLegacyKey(taken, { ...key, lookup: 'other', at: later })).toEqual([]);
});
