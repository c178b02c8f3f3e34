import { afterAll, describe, test } from '@jest/globals';
import { DAY, newId } from '@platform/kernel';
import { database, storeSuite } from '@platform/testing';
import { issueDeveloperToken } from '../src/domain/issue-developer-token.ts';
import { registerLegacyKey, unregistered } from '../src/domain/legacy-credential.ts';
import { noteUse } from '../src/domain/note-use.ts';
import { legacyCredentialStore } from '../src/store/legacy-credentials.ts';
import { tokenStore } from '../src/store/tokens.ts';
import { at, secretOf } from './samples.ts';

const db = await database();
afterAll(() => db.drop());

describe('tokens', () => {
  storeSuite(test, {
    database: db,
    open: tokenStore,
    id: () => newId('tok'),
    born: (token) =>
      issueDeveloperToken(token, {
        ...{ workspaceId: newId('ws'), userId: newId('usr'), membership: { id: newId('mem'), sequence: 1 } },
        ...{ generation: 1, secret: secretOf(newId('tok')), at },
      }),
    changed: (token) => noteUse(token, new Date((token.lastUsedAt ?? at).getTime() + DAY)),
  });
});

describe('legacy credentials', () => {
  storeSuite(test, {
    database: db,
    open: legacyCredentialStore,
    id: () => newId('lgk'),
    born: (credential) =>
      registerLegacyKey(credential, {
        ...{ kind: 'legacy_api', workspaceId: newId('ws'), userId: newId('usr') },
        ...{ lookup: newId('tok'), pepper: 'v1', display: '"abc..."(10)', at },
      }),
    changed: ({ kind, userId, lookup, pepper, display }) =>
      registerLegacyKey(unregistered(newId('lgk')), {
        ...{ kind, userId, lookup, pepper, display, at },
        workspaceId: newId('ws'),
      }),
  });
});
