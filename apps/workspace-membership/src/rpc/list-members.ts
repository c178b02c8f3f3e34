import type { workspace as wire } from '@platform/contracts';
import { pageSizeOf, rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import { above, oneOf } from '@platform/mongo';
import type { Context } from '../context.ts';
import { toMember } from '../wire.ts';

const present = { 'state.status': oneOf(['active', 'suspended']) } as const;

/** The members of a workspace, in the order in which they joined first. Removed members are not among them. */
export const listMembers = ({ memberships, countMembers, pages }: Context) =>
  rpc('user', async (request: wire.ListMembersRequest, call): Promise<wire.ListMembersResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('members.read', workspaceId);
    const list = `ListMembers ${workspaceId}`;
    const size = pageSizeOf(request.pageSize);
    const after = pages.read(list, request.pageToken);

    const [found, total] = await Promise.all([
      memberships.list({ ...present, 'state.workspaceId': workspaceId, id: above(after) }, { limit: size + 1 }),
      countMembers(workspaceId),
    ]);
    const members = found.slice(0, size);
    const last = members.at(-1);
    return {
      members: members.map(toMember),
      nextPageToken: found.length > size && last ? pages.write(list, last.id) : '',
      totalSize: BigInt(total ?? 0),
      totalIsEstimate: total === undefined,
    };
  });
