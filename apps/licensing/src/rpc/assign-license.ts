import { licensing as wire } from '@platform/contracts';
import { type Caller, causeOf, rpc } from '@platform/grpc';
import { newId, parseId, refuse } from '@platform/kernel';
import { mutate, planned } from '@platform/mongo';
import type { Context } from '../context.ts';
import { assignLicense as assign } from '../domain/assign-license.ts';
import { type License, type Source, seatId } from '../domain/seat.ts';
import { initialSubscription } from '../domain/subscription.ts';
import { mustBeUsable } from '../domain/subscription-status.ts';
import { takeSeat } from '../domain/take-seat.ts';
import { toAssignment, toPool } from '../wire.ts';
import { asRequest } from './request.ts';

const codec = wire.AssignLicenseResponse;

/** Gives a member a license (S-37). Answered only when the next activation sees it (S-40). */
export const assignLicense = ({ subscriptions, seats, pools, mongo, confirm, clock }: Context) =>
  rpc('user', async (request: wire.AssignLicenseRequest, call) => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeMemberOf(workspaceId);
    const userId = parseId('usr', request.userId, 'user_id');
    const source = mayAssign(call.caller, workspaceId, userId);
    const asked = request.poolId && parseId('lic', request.poolId, 'pool_id');
    const at = clock.now();

    const { state } = (await subscriptions.find(workspaceId)) ?? { state: initialSubscription(workspaceId) };
    const poolId = asked || state.poolId;
    const assignedBy = call.caller.userId;
    const license: License = { assignmentId: newId('las', at), poolId, source, assignedBy, assignedAt: at };
    const provenMember = userId === assignedBy;
    const seat = planned(
      seats.step(seatId(workspaceId, userId), (one) => {
        mustBeUsable(state, at);
        return assign(one, { license, provenMember });
      }),
    );
    const pool = planned(pools.step(poolId, (one) => takeSeat(one, { workspaceId, userId })));
    return mutate({
      ...{ mongo, confirm, codec, options: { at, ...causeOf(call) } },
      request: asRequest('AssignLicense', call),
      steps: [seat.step, pool.step],
      answer: () => ({ assignment: toAssignment(seat.now().state), pool: toPool(pool.now()) }),
    });
  });

/** Others with licenses.assign; oneself also with licenses.assign_self. Raises SELF_ASSIGN_NOT_ALLOWED. */
function mayAssign(caller: Caller, workspaceId: string, userId: string): Source {
  if (userId !== caller.userId) {
    caller.mustBeAllowedTo('licenses.assign', workspaceId);
    return 'manual';
  }
  const enough = ['licenses.assign', 'licenses.assign_self'] as const;
  if (enough.some((permission) => caller.permissions.includes(permission))) return 'self';
  throw refuse('SELF_ASSIGN_NOT_ALLOWED');
}
