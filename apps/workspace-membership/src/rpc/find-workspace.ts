import { refuse } from '@platform/kernel';
import type { Saved, Store } from '@platform/mongo';
import type { Workspace, WorkspaceEvent } from '../domain/workspace.ts';

/** The workspace of this id. Raises WORKSPACE_NOT_FOUND. */
export async function workspaceOf(
  workspaces: Store<Workspace, WorkspaceEvent>,
  workspaceId: string,
): Promise<Saved<Workspace>> {
  const found = await workspaces.find(workspaceId);
  if (found) return found;
  throw workspaceNotFound(workspaceId);
}

export const workspaceNotFound = (workspaceId: string) =>
  refuse('WORKSPACE_NOT_FOUND', { metadata: { resource: workspaceId } });
