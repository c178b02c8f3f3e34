import { after, DAY, refuse } from '@platform/kernel';
import type { Subscription, SubscriptionEvent } from './subscription.ts';

export interface StartTrial {
  readonly subscriptionId: string;
  readonly poolId: string;
  readonly plan: {
    readonly code: string;
    readonly displayName: string;
    readonly seatsIncluded: number;
    readonly trialDays: number;
  };
  readonly startedBy: string;
  readonly at: Date;
}

/** Begins the one trial of a workspace (S-44): exactly `trialDays` long. Raises TRIAL_ALREADY_USED{used_at}. */
export function startTrial(subscription: Subscription, command: StartTrial): readonly SubscriptionEvent[] {
  const usedAt = subscription.trialUsedAt ?? subscription.startsAt;
  if (usedAt) throw trialAlreadyUsed(usedAt);
  const { subscriptionId, poolId, plan, startedBy, at } = command;
  return [
    {
      type: 'TrialStarted',
      data: {
        ...{ subscriptionId, poolId, startedBy, at },
        planCode: plan.code,
        planDisplayName: plan.displayName,
        seats: plan.seatsIncluded,
        endsAt: after(at, plan.trialDays * DAY),
      },
    },
  ];
}

export const trialAlreadyUsed = (usedAt: Date) =>
  refuse('TRIAL_ALREADY_USED', { metadata: { used_at: usedAt.toISOString() } });
