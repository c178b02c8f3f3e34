import { licensing as wire } from '@platform/contracts';
import { causeOf, rpc } from '@platform/grpc';
import { newId, parseId } from '@platform/kernel';
import { mutate, planned } from '@platform/mongo';
import type { Context } from '../context.ts';
import { assignLicense } from '../domain/assign-license.ts';
import { openPool } from '../domain/open-pool.ts';
import { type License, seatId } from '../domain/seat.ts';
import { startTrial as start } from '../domain/start-trial.ts';
import { useTrial } from '../domain/trial-use.ts';
import { effectiveCap } from '../plans/plan.ts';
import { trial } from '../plans/plans.ts';
import { toAssignment, toPool, toSubscription } from '../wire.ts';
import { asRequest } from './request.ts';

const codec = wire.StartTrialResponse;

/**
 * The 14-day trial: subscription, pool and, for a single user, their license (S-28), in one commit.
 * Raises TRIAL_ALREADY_USED: one trial per workspace and per creator.
 */
export const startTrial = (context: Context) =>
  rpc('user', async (request: wire.StartTrialRequest, call) => {
    const { subscriptions, pools, seats, trialUses, mongo, confirm, clock } = context;
    const workspaceId = parseId('ws', request.workspaceId, 'workspace_id');
    call.caller.mustBeAllowedTo('billing.manage', workspaceId);
    const [userId, at] = [call.caller.userId, clock.now()];
    const { creator, alone } = await company(context, workspaceId, userId);

    const ids = { subscriptionId: newId('sub', at), poolId: newId('lic', at) };
    const license: License = {
      ...{ assignmentId: newId('las', at), poolId: ids.poolId, source: 'auto_single_user' },
      ...{ assignedBy: userId, assignedAt: at },
    };
    const total = trial.seatsIncluded;
    const opening = { workspaceId, ...ids, planCode: trial.code, total, cap: effectiveCap(trial, total) };

    const subscription = planned(
      subscriptions.step(workspaceId, (one) => start(one, { ...ids, plan: trial, startedBy: userId, at })),
    );
    const use = trialUses.step(creator, (one) => useTrial(one, { workspaceId, usedAt: at }));
    const unborn = pools.unborn(ids.poolId);
    const pool = planned(pools.step(unborn, (one) => openPool(one, opening, alone ? userId : undefined)));
    const seat = planned(
      seats.step(seatId(workspaceId, userId), (one) =>
        alone ? assignLicense(one, { license, provenMember: true }) : [],
      ),
    );
    return mutate({
      ...{ mongo, confirm, codec, options: { at, ...causeOf(call) } },
      request: asRequest('StartTrial', call),
      steps: [subscription.step, use, pool.step, seat.step],
      answer: () => ({
        subscription: toSubscription(subscription.now(), at),
        pool: toPool(pool.now()),
        assignment: toAssignment(seat.now().state),
      }),
    });
  });

/**
 * Who created the workspace, and whether the caller is its only member. News of members may be on their way: the
 * caller was let in as one, so until others are heard of they are alone, and until told otherwise the creator.
 */
async function company({ seats }: Context, workspaceId: string, userId: string) {
  const inside = { 'state.workspaceId': workspaceId } as const;
  const [first, active] = await Promise.all([
    seats.findOne({ ...inside, 'state.first': true }),
    seats.list({ ...inside, 'state.member': 'active' }, { limit: 2 }),
  ]);
  return { creator: first?.state.userId ?? userId, alone: active.every(({ state }) => state.userId === userId) };
}
