import { afterAll, describe, test } from '@jest/globals';
import { DAY, newId } from '@platform/kernel';
import { database, storeSuite } from '@platform/testing';
import { importLegacyKey } from '../src/domain/import-legacy-key.ts';
import { noteLegacyUse } from '../src/domain/note-legacy-use.ts';
import { hearOwner, nothingKnown } from '../src/domain/owner.ts';
import { legacyKeyStore } from '../src/store/legacy-keys.ts';
import { ownerId, ownerStore } from '../src/store/owners.ts';
import { day, imported, importedAt, joined } from './samples.ts';

const db = await database();
afterAll(() => db.drop());

describe('legacy keys', () => {
  storeSuite(test, {
    database: db,
    open: legacyKeyStore,
    id: () => newId('lgk'),
    born: (key) => importLegacyKey(key, imported, nothingKnown),
    changed: (key) => noteLegacyUse(key, day(1), day(1)),
  });
});

describe('owners', () => {
  storeSuite(test, {
    database: db,
    open: ownerStore,
    id: () => ownerId(newId('ws'), newId('usr')),
    born: (owner) => (owner.member ? [] : hearOwner(owner, joined(importedAt))),
    changed: (owner) => hearOwner(owner, joined(new Date((owner.member?.at ?? importedAt).getTime() + DAY))),
  });
});
