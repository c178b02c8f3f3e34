import { neverReached } from '@platform/kernel';
import type { Seat } from './seat.ts';
import type { Subscription } from './subscription.ts';
import { isUsable, type SubscriptionStatus, statusAt } from './subscription-status.ts';

export type LicenseState = 'none' | 'assigned_valid' | 'assigned_but_subscription_expired' | 'assigned_but_suspended';

/**
 * What My License says (S-48): the state, because of what, and what to do about it. No date stands in the sentences: whoever
 * shows them has the dates beside them, and knows the zone of who reads.
 */
export interface MyLicense {
  readonly state: LicenseState;
  readonly why: string;
  /** Empty while the license is valid. */
  readonly fix: string;
}

export interface Circumstances {
  readonly seat: Seat;
  readonly subscription: Subscription;
  readonly planName: string;
  /** What the reader of the page may do, so that the remedy fits them. */
  readonly may: { readonly assign: boolean; readonly bill: boolean };
  readonly at: Date;
}

/** The effective state, derived from seat, subscription and clock; expiry ends no assignment (S-49). */
export function myLicense(circumstances: Circumstances): MyLicense {
  const { seat, subscription, at } = circumstances;
  const status = statusAt(subscription, at);
  return seat.license ? assigned(circumstances, status) : { state: 'none', ...notAssigned(circumstances, status) };
}

function assigned({ subscription, planName, may }: Circumstances, status: SubscriptionStatus): MyLicense {
  const yours = `A license of the plan ${planName} is assigned to you`;
  switch (status) {
    case 'trialing':
      return { state: 'assigned_valid', why: `${yours}, and the trial of the workspace is running.`, fix: '' };
    case 'active':
      return { state: 'assigned_valid', why: `${yours}, and the subscription of the workspace is running.`, fix: '' };
    case 'past_due': {
      const why = `${yours}; the subscription of the workspace has ended, and everything still works for a while.`;
      return { state: 'assigned_valid', why, fix: renew(may.bill) };
    }
    case 'expired': {
      const what = subscription.kind === 'trial' ? 'trial' : 'subscription';
      const why = `${yours}, but the ${what} of the workspace has ended.`;
      return { state: 'assigned_but_subscription_expired', why, fix: renew(may.bill) };
    }
    case 'suspended': {
      const why = `${yours}, but the subscription of the workspace is suspended.`;
      return { state: 'assigned_but_suspended', why, fix: 'Write to support to have the suspension lifted.' };
    }
    case 'none':
      return {
        state: 'assigned_but_subscription_expired',
        why: `${yours}, but there is no subscription.`,
        fix: renew(may.bill),
      };
    default:
      return neverReached(status);
  }
}

function notAssigned({ seat, may }: Circumstances, status: SubscriptionStatus): Omit<MyLicense, 'state'> {
  if (status === 'none') {
    const fix = may.bill
      ? 'Start the 14-day trial; its licenses can be assigned at once.'
      : 'Ask an admin of the workspace to start the trial.';
    return { why: 'The workspace has no subscription, so there are no licenses to assign.', fix };
  }
  const why = seat.ended
    ? 'Your license was taken back; no license is assigned to you in this workspace.'
    : 'No license is assigned to you in this workspace.';
  if (!isUsable(status)) return { why: `${why} Its subscription is not running either.`, fix: renew(may.bill) };
  const fix = may.assign ? 'Assign yourself a license.' : 'Ask an admin of the workspace to assign you a license.';
  return { why, fix };
}

const renew = (mayBill: boolean): string =>
  mayBill
    ? 'Write to support to have the subscription renewed; your assignment is kept and works again at once.'
    : 'Ask an admin of the workspace to renew the subscription; your assignment is kept.';
