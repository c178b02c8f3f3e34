import { test } from '@jest/globals';
import { given } from '@platform/testing';
import { day, fresh, imported, keyWith, knowing, left, licensed, tokenUsed } from '../../test/samples.ts';
import { followOwner } from './follow-owner.ts';
import { importLegacyKey } from './import-legacy-key.ts';
import type { LegacyKeyEvent, Stage } from './legacy-key.ts';
import { noteLegacyUse } from './note-legacy-use.ts';

const changed = (from: Stage, to: Stage, evidence: string, at: Date): LegacyKeyEvent => ({
  type: 'LegacyKeyStageChanged',
  data: { from, to, evidence, at },
});

test('a key whose owner has a license is told to have one from the start', () => {
  const owner = knowing(licensed(day(-1)));
  given(fresh)
    .when((key) => importLegacyKey(key, imported, owner))
    .then(
      { type: 'LegacyKeyImported', data: { ...imported, owner } },
      changed('active', 'license_assigned', 'a license is assigned to the owner', imported.at),
    );
});

test('a key is taken in once, whatever a later row says', () => {
  given(keyWith())
    .when((key) => importLegacyKey(key, { ...imported, name: 'other' }, knowing()))
    .then();
});

test('a use that changes no stage is only counted', () => {
  given(keyWith())
    .when((key) => noteLegacyUse(key, day(1), day(1)))
    .then({ type: 'LegacyKeyUsed', data: { at: day(1) } });
});

test('going back to the old key is told as a regression', () => {
  given(keyWith([tokenUsed(day(1))]), { stage: 'token_in_use' })
    .when((key) => noteLegacyUse(key, day(2), day(2)))
    .then(
      { type: 'LegacyKeyUsed', data: { at: day(2) } },
      changed('token_in_use', 'regressed', 'the legacy key was used again after the switch', day(2)),
    );
});

test('the owner leaving is told', () => {
  const facts = knowing(left(day(2)));
  given(keyWith())
    .when((key) => followOwner(key, facts, day(2)))
    .then(
      { type: 'LegacyKeyOwnerHeard', data: facts },
      changed('active', 'orphaned', 'the owner is no longer a member of the workspace', day(2)),
    );
});

test('known facts change nothing', () => {
  given(keyWith([licensed(day(1))]))
    .when((key) => followOwner(key, knowing(licensed(day(1))), day(3)))
    .then();
});

test('a use of a key that is not imported yet is kept and tells no stage', () => {
  given(fresh)
    .when((key) => noteLegacyUse(key, day(1), day(1)))
    .then({ type: 'LegacyKeyUsed', data: { at: day(1) } });
});
