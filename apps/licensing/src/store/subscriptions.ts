import { eventContext, type facts, packEvent, packFact } from '@platform/contracts';
import { newId, type Outbound } from '@platform/kernel';
import { type Mongo, mongoStore, type SavedEvent, type Store } from '@platform/mongo';
import {
  evolveSubscription,
  initialSubscription,
  type Subscription,
  type SubscriptionEvent,
} from '../domain/subscription.ts';
import { includesCi } from '../plans/plan.ts';
import { planOf } from '../plans/plans.ts';

/** The subscriptions: one per workspace for ever, so that the version of its fact only grows. */
export const subscriptionStore = (mongo: Mongo): Store<Subscription, SubscriptionEvent> =>
  mongoStore<Subscription, SubscriptionEvent>({
    mongo,
    name: 'subscriptions',
    initial: initialSubscription,
    evolve: evolveSubscription,
    outbound: (event, saved) => [trialStarted(event.data, saved)],
    facts: ({ state, version }) => [packFact(newId('evt'), state.id, subscriptionFact(state, version))],
  });

const trialStarted = (data: SubscriptionEvent['data'], saved: SavedEvent<Subscription>): Outbound<'kafka'> => {
  const { subscriptionId, planCode, planDisplayName, seats, endsAt, startedBy, at } = data;
  const { id: workspaceId } = saved;
  return packEvent(
    'licensing.v1.TrialStarted',
    { workspaceId, subscriptionId, planCode, planDisplayName, seats, endsAt, startedBy },
    {
      actor: { type: 'user', id: startedBy },
      ...eventContext(saved, { source: 'licensing', workspaceId }),
      ...{ subject: subscriptionId, time: at },
    },
  );
};

/** The fact that activation decides D-11 from. It compares the ends with its own clock. */
export function subscriptionFact(state: Subscription, version: number): facts.Fact {
  const { id: workspaceId, subscriptionId, kind, planCode, endsAt, graceUntil } = state;
  const plan = planOf(planCode);
  const value = {
    ...{ workspaceId, subscriptionId, kind, planCode, endsAt, graceUntil },
    status: storedStatus(state),
    planDisplayName: plan.displayName,
    features: [...plan.features],
    ciIncluded: includesCi(plan),
  };
  return { version: BigInt(version), about: { $case: 'subscription', value } };
}

/** What does not depend on the clock. */
function storedStatus({ suspended, kind }: Subscription): 'suspended' | 'trialing' | 'active' {
  if (suspended) return 'suspended';
  return kind === 'trial' ? 'trialing' : 'active';
}
