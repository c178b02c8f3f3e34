import { neverReached } from '@platform/kernel';
import type { Seat } from './seat.ts';
import type { Subscription } from './subscription.ts';
import { isUsable, type SubscriptionStatus, statusAt } from './subscription-status.ts';

export type LicenseState = 'none' | 'assigned_valid' | 'assigned_but_subscription_expired' | 'assigned_but_suspended';

/** What My License says (S-48): the state, because of what, and what to do about it. */
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

function assigned({ seat, subscription, planName, may }: Circumstances, status: SubscriptionStatus): MyLicense {
  const since = seat.license ? ` since ${day(seat.license.assignedAt)}` : '';
  const yours = `A license of the plan ${planName} is assigned to you${since}`;
  const end = subscription.endsAt ? minute(subscription.endsAt) : '';
  switch (status) {
    case 'trialing':
      return { state: 'assigned_valid', why: `${yours}; the trial runs until ${end}.`, fix: '' };
    case 'active':
      return { state: 'assigned_valid', why: `${yours}; the subscription runs until ${end}.`, fix: '' };
    case 'past_due': {
      const grace = subscription.graceUntil ? minute(subscription.graceUntil) : end;
      const why = `${yours}; the subscription ended on ${end} and everything works until ${grace}.`;
      return { state: 'assigned_valid', why, fix: renew(may.bill) };
    }
    case 'expired': {
      const what = subscription.kind === 'trial' ? 'trial' : 'subscription';
      const why = `${yours}, but the ${what} of the workspace ended on ${end}.`;
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
      ? 'Start the 14-day trial or choose a plan on the Subscription page, then assign the license.'
      : 'Ask an admin of the workspace to start the trial or to choose a plan.';
    return { why: 'The workspace has no subscription, so there are no licenses to assign.', fix };
  }
  const why = seat.ended
    ? `Your license was taken back on ${day(seat.ended.at)}; no license is assigned to you in this workspace.`
    : 'No license is assigned to you in this workspace.';
  if (!isUsable(status)) return { why: `${why} Its subscription is not running either.`, fix: renew(may.bill) };
  const fix = may.assign
    ? 'Assign yourself a license on the Users & Licenses page.'
    : 'Ask an admin of the workspace to assign you a license on the Users & Licenses page.';
  return { why, fix };
}

const renew = (mayBill: boolean): string =>
  mayBill
    ? 'Choose a plan on the Subscription page; the assignment is kept and works again at once.'
    : 'Ask an admin of the workspace to renew the subscription; your assignment is kept.';

const day = (at: Date): string => at.toISOString().slice(0, 10);
const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
