import type { workspace as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { toMember } from '../wire.ts';
import { memberOf } from './find-member.ts';

/** One membership: everybody their own, others with members.read. */
export const getMember = ({ memberships }: Context) =>
  rpc('user', async (request: wire.GetMemberRequest, call): Promise<wire.GetMemberResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeMemberOf(workspaceId);
    const memberId = parseId('mem', request.memberId, 'member_id');
    const own = await memberships.findOne({ 'state.workspaceId': workspaceId, 'state.userId': call.caller.userId });
    if (own?.id === memberId) return { member: toMember(own) };
    call.caller.mustBeAllowedTo('members.read', workspaceId);
    return { member: toMember(await memberOf(memberships, workspaceId, memberId)) };
  });
