import type { licensing as wire } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { parseId } from '@platform/kernel';
import type { Context } from '../context.ts';
import { myLicense } from '../domain/my-license.ts';
import { initialSeat, seatId } from '../domain/seat.ts';
import { initialSubscription } from '../domain/subscription.ts';
import { planOf } from '../plans/plans.ts';
import { toAssignment, toLicenseState, toSubscription } from '../wire.ts';

/** The caller's own license, with the reason why or why not (S-48, S-49). */
export const getMyLicense = ({ seats, subscriptions, clock }: Context) =>
  rpc('user', async (request: wire.GetMyLicenseRequest, call): Promise<wire.GetMyLicenseResponse> => {
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    const { caller } = call;
    caller.mustBeMemberOf(workspaceId);
    const id = seatId(workspaceId, caller.userId);
    const [found, subscribed] = await Promise.all([seats.find(id), subscriptions.find(workspaceId)]);
    const seat = found?.state ?? initialSeat(id);
    const subscription = subscribed?.state ?? initialSubscription(workspaceId);
    const at = clock.now();
    const assign = caller.permissions.some((one) => one === 'licenses.assign' || one === 'licenses.assign_self');
    const bill = caller.permissions.includes('billing.manage');
    const planName = subscribed ? planOf(subscription.planCode).displayName : '';
    const { state, why, fix } = myLicense({ seat, subscription, planName, may: { assign, bill }, at });
    return {
      ...{ state: toLicenseState(state), why, fix, assignment: toAssignment(seat) },
      subscription: subscribed && toSubscription(subscribed, at),
    };
  });
