import type { views } from '@platform/console-api';
import { licensing as wire } from '@platform/contracts';
import type { z } from 'zod';
import { bornAt, given, instant, nameOf } from './wire.ts';

type View<Name extends keyof typeof views> = (typeof views)[Name] extends z.ZodType
  ? z.output<(typeof views)[Name]>
  : never;

export const presentPlan = (plan: wire.Plan): View<'plan'> => ({
  code: plan.code,
  display_name: plan.displayName,
  features: plan.features,
  seats_included: plan.seatsIncluded,
  ci_credits: plan.ciCredits === undefined ? null : Number(plan.ciCredits),
  ci_included: plan.ciIncluded,
  advanced_permissions: plan.advancedPermissions,
  trial_days: plan.trialDays,
});

export const presentSubscription = (subscription: wire.Subscription): View<'subscription'> => ({
  id: subscription.id,
  workspace_id: subscription.workspaceId,
  plan: presentPlan(given(subscription.plan, 'licensing')),
  kind: nameOf(wire.SubscriptionKind, subscription.kind) as View<'subscription'>['kind'],
  status: nameOf(wire.SubscriptionStatus, subscription.status) as View<'subscription'>['status'],
  seats: subscription.seats,
  starts_at: bornAt(subscription.startsAt),
  ends_at: bornAt(subscription.endsAt),
  grace_until: instant(subscription.graceUntil),
  revision: Number(subscription.revision),
});

export const presentPool = (pool: wire.LicensePool): View<'pool'> => ({
  id: pool.id,
  subscription_id: pool.subscriptionId,
  plan_display_name: pool.planDisplayName,
  total: pool.total,
  used: pool.used,
  reserved: pool.reserved,
  free: pool.free,
  revision: Number(pool.revision),
});

export const presentAssignment = (assignment: wire.Assignment): View<'assignment'> => ({
  id: assignment.id,
  pool_id: assignment.poolId,
  user_id: assignment.userId,
  source: assignment.source,
  assigned_by: assignment.assignedBy,
  assigned_at: bornAt(assignment.assignedAt),
});

export const presentMyLicense = (mine: wire.GetMyLicenseResponse): View<'myLicense'> => ({
  state: nameOf(wire.LicenseState, mine.state) as View<'myLicense'>['state'],
  why: mine.why,
  fix: mine.fix,
  assignment: mine.assignment && presentAssignment(mine.assignment),
  subscription: mine.subscription && presentSubscription(mine.subscription),
});
