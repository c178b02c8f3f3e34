import { licensing as wire } from '@platform/contracts';
import type { LicenseState } from './domain/my-license.ts';
import type { Pool } from './domain/pool.ts';
import type { Seat } from './domain/seat.ts';
import type { Subscription } from './domain/subscription.ts';
import { type SubscriptionStatus, statusAt } from './domain/subscription-status.ts';
import { includesAdvancedPermissions, includesCi, type Plan } from './plans/plan.ts';
import { planOf } from './plans/plans.ts';

/** What a store gives back: a state and its version, which the wire calls revision. */
export interface Saved<State> {
  readonly state: State;
  readonly version: number;
}

const statuses: Readonly<Record<SubscriptionStatus, wire.SubscriptionStatus>> = {
  none: wire.SubscriptionStatus.UNSPECIFIED,
  trialing: wire.SubscriptionStatus.TRIALING,
  active: wire.SubscriptionStatus.ACTIVE,
  past_due: wire.SubscriptionStatus.PAST_DUE,
  expired: wire.SubscriptionStatus.EXPIRED,
  suspended: wire.SubscriptionStatus.SUSPENDED,
};
const kinds = {
  none: wire.SubscriptionKind.UNSPECIFIED,
  trial: wire.SubscriptionKind.TRIAL,
  paid: wire.SubscriptionKind.PAID,
} as const;
const licenseStates: Readonly<Record<LicenseState, wire.LicenseState>> = {
  none: wire.LicenseState.NONE,
  assigned_valid: wire.LicenseState.ASSIGNED_VALID,
  assigned_but_subscription_expired: wire.LicenseState.ASSIGNED_BUT_SUBSCRIPTION_EXPIRED,
  assigned_but_suspended: wire.LicenseState.ASSIGNED_BUT_SUSPENDED,
};

export const toLicenseState = (state: LicenseState): wire.LicenseState => licenseStates[state];

export const toPlan = (plan: Plan): wire.Plan => ({
  code: plan.code,
  displayName: plan.displayName,
  features: [...plan.features],
  seatsIncluded: plan.seatsIncluded,
  ciCredits: plan.ciCredits === 'unlimited' ? undefined : BigInt(plan.ciCredits),
  ciIncluded: includesCi(plan),
  advancedPermissions: includesAdvancedPermissions(plan),
  trialDays: plan.trialDays,
});

/** The subscription as it is at an instant; undefined where there is none. */
export const toSubscription = ({ state, version }: Saved<Subscription>, at: Date): wire.Subscription | undefined =>
  state.kind === 'none'
    ? undefined
    : {
        id: state.subscriptionId,
        workspaceId: state.id,
        plan: toPlan(planOf(state.planCode)),
        kind: kinds[state.kind],
        status: statuses[statusAt(state, at)],
        seats: state.seats,
        startsAt: state.startsAt,
        endsAt: state.endsAt,
        graceUntil: state.graceUntil,
        revision: BigInt(version),
      };

export const toPool = ({ state, version }: Saved<Pool>): wire.LicensePool => ({
  id: state.id,
  workspaceId: state.workspaceId,
  subscriptionId: state.subscriptionId,
  total: state.total,
  used: state.used,
  reserved: state.reserved,
  free: state.cap - state.used - state.reserved,
  planDisplayName: planOf(state.planCode).displayName,
  revision: BigInt(version),
});

/** The license that the seat holds; undefined where it holds none. */
export const toAssignment = ({ workspaceId, userId, license }: Seat): wire.Assignment | undefined =>
  license && {
    id: license.assignmentId,
    poolId: license.poolId,
    workspaceId,
    userId,
    source: license.source,
    assignedBy: license.assignedBy,
    assignedAt: license.assignedAt,
  };
