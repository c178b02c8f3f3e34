import { slugOf } from './text.ts';
import type { Workspace, WorkspaceEvent, WorkspaceKind } from './workspace.ts';

export interface CreateWorkspace {
  readonly name: string;
  readonly kind: WorkspaceKind;
  readonly createdBy: string;
  /** The membership of the creator, who is its first admin (S-24). */
  readonly membershipId: string;
  readonly at: Date;
}

/** A workspace comes into being with its first admin. Doing it twice changes nothing. */
export function createWorkspace(workspace: Workspace, command: CreateWorkspace): readonly WorkspaceEvent[] {
  if (workspace.status !== 'unborn') return [];
  const { membershipId, ...born } = command;
  return [
    { type: 'WorkspaceCreated', data: { ...born, slug: slugOf(command.name, workspace.id) } },
    { type: 'WorkspaceAdminAdded', data: { membershipId } },
  ];
}
