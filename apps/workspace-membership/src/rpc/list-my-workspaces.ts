import type { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { oneOf } from '@platform/mongo';
import type { Context } from '../context.ts';
import { permissionsOf, toRole, toWorkspace } from '../wire.ts';

/** More workspaces than anybody is in. */
const most = 1_000;

/** All workspaces in which the caller is an active member, the oldest first, with what they may do in each. */
export const listMyWorkspaces = ({ workspaces, memberships }: Context) =>
  rpc('user', async (_: wire.ListMyWorkspacesRequest, call): Promise<wire.ListMyWorkspacesResponse> => {
    const mine = await memberships.list(
      { 'state.userId': call.caller.userId, 'state.status': 'active' },
      { limit: most },
    );
    const found = await workspaces.list({ id: oneOf(mine.map(({ state }) => state.workspaceId)) }, { limit: most });
    const membershipIn = new Map(mine.map(({ state }) => [state.workspaceId, state]));
    return {
      workspaces: found.flatMap((workspace) => {
        const membership = membershipIn.get(workspace.id);
        if (!membership) return [];
        const permissions = [...permissionsOf(membership)];
        return [{ workspace: toWorkspace(workspace), role: toRole(membership.role), permissions }];
      }),
    };
  });
