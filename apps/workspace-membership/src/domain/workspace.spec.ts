import { expect, test } from '@jest/globals';
import { fold, isCoded } from '@platform/kernel';
import { given } from '@platform/testing';
import fc from 'fast-check';
import { createWorkspace } from './create-workspace.ts';
import { addAdmin, letAdminGo } from './keep-an-admin.ts';
import { evolveWorkspace, initialWorkspace, type Workspace, type WorkspaceEvent } from './workspace.ts';

const at = new Date('2026-03-01T10:00:00.000Z');
const unborn = initialWorkspace('ws_01jabcdefgh12345678');
const command = { name: 'Acme', kind: 'company', createdBy: 'usr_1', membershipId: 'mem_1', at } as const;
const then = (workspace: Workspace, decide: (workspace: Workspace) => readonly WorkspaceEvent[]): Workspace =>
  fold(evolveWorkspace, workspace, decide(workspace));
const born = then(unborn, (workspace) => createWorkspace(workspace, command));

test('a workspace begins with its creator as its admin (S-24)', () => {
  expect(born).toEqual({
    ...{ id: unborn.id, status: 'active', name: 'Acme', slug: 'acme-12345678', kind: 'company' },
    ...{ createdBy: 'usr_1', createdAt: at, admins: ['mem_1'] },
  });
});

test('creating it twice changes nothing', () => {
  given(born)
    .when((workspace) => createWorkspace(workspace, { ...command, name: 'Other' }))
    .then();
});

test('the last admin cannot go; one of two can', () => {
  const goes = (workspace: Workspace) => letAdminGo(workspace, 'mem_1');
  given(born).when(goes).refuses('LAST_ADMIN');
  given(born, { admins: ['mem_1', 'mem_2'] })
    .when(goes)
    .then({ type: 'WorkspaceAdminLeft', data: { membershipId: 'mem_1' } });
});

test('who is no admin goes without touching the workspace; an admin is counted once', () => {
  given(born)
    .when((workspace) => letAdminGo(workspace, 'mem_9'))
    .then();
  given(born)
    .when((workspace) => addAdmin(workspace, 'mem_1'))
    .then();
});

test('no order of comings and goings leaves a workspace without an admin', () => {
  const move = fc.record({ membershipId: fc.nat(4).map((n) => `mem_${n}`), comes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let workspace = born;
      for (const { membershipId, comes } of moves) {
        try {
          workspace = then(workspace, (now) => (comes ? addAdmin : letAdminGo)(now, membershipId));
        } catch (error) {
          expect(isCoded(error, 'LAST_ADMIN')).toBe(true);
        }
        expect(workspace.admins.length).toBeGreaterThan(0);
        expect(new Set(workspace.admins).size).toBe(workspace.admins.length);
      }
    }),
  );
});
