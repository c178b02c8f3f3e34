import { type DomainEvent, neverReached } from '@platform/kernel';

/** What a workspace has bought or tries. One per workspace for its whole life, so that its version only grows. */
export interface Subscription {
  /** The id of the workspace. */
  readonly id: string;
  /** `sub_…`; empty while there was none. */
  readonly subscriptionId: string;
  readonly poolId: string;
  readonly kind: 'none' | 'trial' | 'paid';
  readonly planCode: string;
  readonly seats: number;
  readonly suspended: boolean;
  readonly startsAt?: Date;
  readonly endsAt?: Date;
  /** Until when everything still works after the end; absent where there is no grace. */
  readonly graceUntil?: Date;
  /** When the one trial of the workspace was begun. */
  readonly trialUsedAt?: Date;
}

export type TrialStarted = DomainEvent<
  'TrialStarted',
  {
    readonly subscriptionId: string;
    readonly poolId: string;
    readonly planCode: string;
    readonly planDisplayName: string;
    readonly seats: number;
    readonly endsAt: Date;
    readonly startedBy: string;
    readonly at: Date;
  }
>;

export type SubscriptionEvent = TrialStarted;

export const initialSubscription = (id: string): Subscription => ({
  id,
  subscriptionId: '',
  poolId: '',
  kind: 'none',
  planCode: '',
  seats: 0,
  suspended: false,
});

export function evolveSubscription(subscription: Subscription, event: SubscriptionEvent): Subscription {
  switch (event.type) {
    case 'TrialStarted': {
      const { subscriptionId, poolId, planCode, seats, endsAt, at } = event.data;
      return {
        ...subscription,
        ...{ subscriptionId, poolId, planCode, seats, endsAt },
        kind: 'trial',
        startsAt: at,
        trialUsedAt: at,
      };
    }
    default:
      return neverReached(event.type);
  }
}
