import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { manualClock, newId } from '@platform/kernel';
import { activationGranted, captureLog, database } from '@platform/testing';
import { onActivationGranted } from '../src/consumers/on-activation-granted.ts';
import { importLegacyKey } from '../src/domain/import-legacy-key.ts';
import { legacyKeyStore } from '../src/store/legacy-keys.ts';
import { ownerId, ownerStore } from '../src/store/owners.ts';
import { day, imported, importedAt, knowing } from './samples.ts';

/** Many activations are heard of, and few of them say anything new: those cost nothing. */
const db = await database();
afterAll(() => db.drop());

const [keys, owners] = [legacyKeyStore(db.mongo), ownerStore(db.mongo)];
const clock = manualClock(day(1));
const { log } = captureLog();
const workspaceId = newId('ws');
let [userId, keyId] = [newId('usr'), newId('lgk')];
beforeEach(async () => {
  [userId, keyId] = [newId('usr'), newId('lgk')];
  await keys.change(keyId, (key) => importLegacyKey(key, { ...imported, workspaceId, userId }, knowing()));
});

/** One process of the service, how often it looked at the database, and whether its keys can be changed. */
function listener() {
  const state = { looks: 0, keysAway: false };
  const context = {
    ...{ clock, log },
    owners: {
      ...owners,
      change: (...given: Parameters<typeof owners.change>) => {
        state.looks += 1;
        return owners.change(...given);
      },
    },
    keys: {
      ...keys,
      list: (...given: Parameters<typeof keys.list>) =>
        state.keysAway ? Promise.reject(new Error('away')) : keys.list(...given),
    },
  };
  const hear = onActivationGranted(context);
  return {
    state,
    used: (at: Date) => hear(activationGranted({ workspaceId, userId, credentialId: newId('tok'), at })),
  };
}

const seconds = (count: number) => new Date(importedAt.getTime() + count * 1_000);
const owner = async () => (await owners.find(ownerId(workspaceId, userId)))?.state;
const ofKey = async () => (await keys.find(keyId))?.state.owner;

test('uses of the same minute are not looked up again', async () => {
  const { used, state } = listener();
  for (const second of [0, 1, 59]) await used(seconds(second));
  expect(state.looks).toBe(1);
  await used(seconds(60));
  expect(state.looks).toBe(2);
  const known = { tokenFirstUsedAt: importedAt, tokenLastUsedAt: seconds(60) };
  expect(await owner()).toMatchObject(known);
  expect(await ofKey()).toMatchObject(known);
});

test('an earlier first use is news, though the last one is known', async () => {
  const { used } = listener();
  await used(seconds(30));
  await used(seconds(10));
  expect(await ofKey()).toMatchObject({ tokenFirstUsedAt: seconds(10), tokenLastUsedAt: importedAt });
});

test('a use that the keys could not follow is not taken for known', async () => {
  const { used, state } = listener();
  state.keysAway = true;
  await expect(used(seconds(0))).rejects.toThrow('away');
  expect(await ofKey()).toMatchObject({ tokenFirstUsedAt: null });
  state.keysAway = false;
  await used(seconds(0));
  expect(await ofKey()).toMatchObject({ tokenFirstUsedAt: importedAt });
});
