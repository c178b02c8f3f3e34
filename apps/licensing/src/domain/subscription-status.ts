import { refuse } from '@platform/kernel';
import type { Subscription } from './subscription.ts';

/** `past_due` is the grace after a paid end: everything works, with a warning. */
export type SubscriptionStatus = 'none' | 'trialing' | 'active' | 'past_due' | 'expired' | 'suspended';

/** The status at an instant. It is never stored: no job has to run for an end to be true (contract §5.3). */
export function statusAt(subscription: Subscription, at: Date): SubscriptionStatus {
  const { kind, endsAt, graceUntil, suspended } = subscription;
  if (kind === 'none' || !endsAt) return 'none';
  if (suspended) return 'suspended';
  if (at < endsAt) return kind === 'trial' ? 'trialing' : 'active';
  return kind === 'paid' && graceUntil && at < graceUntil ? 'past_due' : 'expired';
}

const usable: ReadonlySet<SubscriptionStatus> = new Set(['trialing', 'active', 'past_due']);

/** Whether licenses of this subscription let people in now. */
export const isUsable = (status: SubscriptionStatus): boolean => usable.has(status);

/** Raises SUBSCRIPTION_NOT_ACTIVE{status}. A check that is part of a commit: it changes nothing itself. */
export function mustBeUsable(subscription: Subscription, at: Date): readonly never[] {
  const status = statusAt(subscription, at);
  if (isUsable(status)) return [];
  throw refuse('SUBSCRIPTION_NOT_ACTIVE', { metadata: { status } });
}
