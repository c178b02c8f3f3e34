import { refuse } from '@platform/kernel';
import type { Workspace, WorkspaceEvent } from './workspace.ts';

/** Counts a member among the admins. Twice changes nothing. */
export const addAdmin = (workspace: Workspace, membershipId: string): readonly WorkspaceEvent[] =>
  workspace.admins.includes(membershipId) ? [] : [{ type: 'WorkspaceAdminAdded', data: { membershipId } }];

/**
 * Lets a member go who may be an admin; somebody who is none leaves the workspace as it is.
 * Raises LAST_ADMIN when nobody would be left to manage it.
 */
export function letAdminGo(workspace: Workspace, membershipId: string): readonly WorkspaceEvent[] {
  if (!workspace.admins.includes(membershipId)) return [];
  if (workspace.admins.length === 1) throw refuse('LAST_ADMIN');
  return [{ type: 'WorkspaceAdminLeft', data: { membershipId } }];
}
