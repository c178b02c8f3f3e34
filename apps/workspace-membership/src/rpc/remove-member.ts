import { workspace as wire } from '@platform/contracts';
import { causeOf, rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import { mutate, planned } from '@platform/mongo';
import type { Context } from '../context.ts';
import { letAdminGo } from '../domain/keep-an-admin.ts';
import { removeMember as remove } from '../domain/remove-member.ts';
import { line } from '../domain/text.ts';
import { toMember } from '../wire.ts';
import { memberOf } from './find-member.ts';
import { asRequest } from './request.ts';

const codec = wire.RemoveMemberResponse;

/** Takes a person out (S-17). Answered only when no activation lets them in any more. Raises LAST_ADMIN. */
export const removeMember = ({ workspaces, memberships, mongo, confirm, clock }: Context) =>
  rpc('user', async (request: wire.RemoveMemberRequest, call) => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('members.remove', workspaceId);
    const memberId = parseId('mem', request.memberId, 'member_id');
    const reason = line(request.reason, { field: 'reason', min: 0, max: 500 });
    const at = clock.now();
    const removal = { by: call.caller.userId, reason, at };

    await memberOf(memberships, workspaceId, memberId);
    const member = planned(memberships.step(memberId, (membership) => remove(membership, removal)));
    const workspace = workspaces.step(workspaceId, (state) => letAdminGo(state, memberId));
    return mutate({
      ...{ mongo, confirm, codec, options: { at, ...causeOf(call) } },
      request: asRequest('RemoveMember', call),
      steps: [workspace, member.step],
      answer: () => ({ member: toMember(member.now()) }),
    });
  });
