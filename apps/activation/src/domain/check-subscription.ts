import type { SubscriptionFact } from './facts.ts';
import {
  because,
  type Failure,
  fail,
  instant,
  pass,
  type Step,
  skip,
  type Warning,
  warn,
  workspaceOf,
} from './step.ts';

/**
 * D-11: the workspace has a subscription that has not ended. A trial ends at its instant, a paid one after its grace
 * time (S-90, A-15). The clock decides; no job has to have run.
 */
export const checkSubscription: Step = {
  id: 'D-11',
  name: 'subscription',
  check: ({ snapshot, now }) => {
    if (!snapshot.credential) return skip('no known credential');
    const { subscription } = snapshot;
    if (!subscription) return fail('none', [because('NO_SUBSCRIPTION', workspaceOf(snapshot))]);
    const failure = failureOf(subscription, now);
    const until = subscription.endsAt ? `, until ${subscription.endsAt.toISOString()}` : '';
    const seen = `${subscription.planCode} ${subscription.status}${until}`;
    return failure
      ? fail(seen, [failure], subscription.version)
      : pass(seen, subscription.version, graceWarning(subscription, now));
  },
};

function failureOf(subscription: SubscriptionFact, now: Date): Failure | undefined {
  if (subscription.status === 'suspended') return because('SUBSCRIPTION_SUSPENDED');
  const deadline = deadlineOf(subscription);
  if (subscription.status !== 'expired' && !(deadline && deadline <= now)) return undefined;
  return because(
    subscription.kind === 'trial' ? 'TRIAL_EXPIRED' : 'SUBSCRIPTION_EXPIRED',
    instant('at', subscription.endsAt),
  );
}

/** The first instant at which the subscription gives no right any more; undefined when it has no end. */
export function deadlineOf({ kind, endsAt, graceUntil }: SubscriptionFact): Date | undefined {
  if (kind === 'trial' || !endsAt || !graceUntil) return endsAt;
  return graceUntil > endsAt ? graceUntil : endsAt;
}

const graceWarning = (subscription: SubscriptionFact, now: Date): readonly Warning[] =>
  subscription.endsAt && subscription.endsAt <= now
    ? [warn('SUBSCRIPTION_IN_GRACE', instant('until', deadlineOf(subscription)))]
    : [];
