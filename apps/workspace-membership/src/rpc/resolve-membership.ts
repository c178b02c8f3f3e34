import type { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toMember, toWorkspace } from '../wire.ts';
import { workspaceNotFound } from './find-workspace.ts';

/**
 * Who a user is in a workspace: what the gateway signs into caller tokens. Whoever is not in, or no longer,
 * learns nothing: WORKSPACE_NOT_FOUND.
 */
export const resolveMembership = ({ workspaces, memberships }: Context) =>
  rpc(
    { service: ['gateway'] },
    async (request: wire.ResolveMembershipRequest): Promise<wire.ResolveMembershipResponse> => {
      const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
      const userId = parseId('usr', request.userId, 'user_id');
      const filter = { 'state.workspaceId': workspaceId, 'state.userId': userId };
      const [member, workspace] = await memberships.findWith(filter, 'state.workspaceId', workspaces);
      if (!workspace || member?.state.status !== 'active') throw workspaceNotFound(workspaceId);
      return { member: toMember(member), workspace: toWorkspace(workspace) };
    },
  );
