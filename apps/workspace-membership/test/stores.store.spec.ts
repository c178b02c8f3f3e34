import { afterAll, describe, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { commit } from '@platform/mongo';
import { database, storeSuite } from '@platform/testing';
import { createWorkspace } from '../src/domain/create-workspace.ts';
import { followProfile } from '../src/domain/follow-profile.ts';
import { joinWorkspace } from '../src/domain/join-workspace.ts';
import { addAdmin } from '../src/domain/keep-an-admin.ts';
import { membershipStore } from '../src/store/memberships.ts';
import { workspaceStore } from '../src/store/workspaces.ts';

const db = await database();
afterAll(() => db.drop());

const at = new Date('2026-03-01T10:00:00.000Z');
const joining = (userId: string) => ({
  ...{ workspaceId: 'ws_1', workspaceName: 'Acme', userId, email: 'maya@example.com', name: 'Maya' },
  ...{ role: 'member' as const, first: false, at },
});

describe('workspaces', () => {
  storeSuite(test, {
    database: db,
    open: workspaceStore,
    id: () => newId('ws'),
    born: (one) =>
      createWorkspace(one, { name: 'Acme', kind: 'company', createdBy: 'usr_1', membershipId: newId('mem'), at }),
    changed: (one) => addAdmin(one, newId('mem')),
  });
});

describe('memberships', () => {
  storeSuite(test, {
    database: db,
    open: membershipStore,
    id: () => newId('mem'),
    born: (one) => (one.status === 'unborn' ? joinWorkspace(one, joining(newId('usr'))) : []),
    changed: (one) =>
      followProfile(one, { email: 'maya@example.org', name: 'Maya', sequence: one.profileSequence + 1 }),
  });

  test('a person has one membership in a workspace, whatever is written at once', async () => {
    const memberships = membershipStore(db.mongo);
    const userId = newId('usr');
    const joins = [newId('mem'), newId('mem')].map((id) =>
      commit(db.mongo, [memberships.step(id, (one) => joinWorkspace(one, joining(userId)))]),
    );
    const outcomes = await Promise.allSettled(joins);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await memberships.list({ 'state.userId': userId })).toHaveLength(1);
  });
});
