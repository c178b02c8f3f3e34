import { refuse } from '@platform/kernel';
import { allFeatures, type Plan } from './plan.ts';

/** The trial (S-44, S-45): 14 days, every feature; seats and credits as A-5 settles them. */
export const trial: Plan = {
  code: 'trial',
  displayName: 'Trial',
  features: allFeatures,
  seatsIncluded: 5,
  ciCredits: 500,
  overagePercent: 0,
  graceDays: 0,
  trialDays: 14,
};

const starter: Plan = {
  code: 'starter',
  displayName: 'Starter',
  features: ['aws_services', 'persistence', 'ci'],
  seatsIncluded: 1,
  ciCredits: 300,
  overagePercent: 0,
  graceDays: 7,
  trialDays: 0,
};

const team: Plan = {
  code: 'team',
  displayName: 'Team',
  features: [...starter.features, 'cloud_pods', 'iam_enforcement', 'stack_insights', 'ephemeral_instances'],
  seatsIncluded: 10,
  ciCredits: 2_000,
  overagePercent: 10,
  graceDays: 7,
  trialDays: 0,
};

const enterprise: Plan = {
  code: 'enterprise',
  displayName: 'Enterprise',
  features: allFeatures,
  seatsIncluded: 50,
  ciCredits: 'unlimited',
  overagePercent: 10,
  graceDays: 7,
  trialDays: 0,
};

/** Every plan on offer, the smallest first. */
export const plans: readonly Plan[] = [trial, starter, team, enterprise];

/** The plan of this code. Raises PLAN_NOT_AVAILABLE{plan}. */
export function planOf(code: string): Plan {
  const plan = plans.find((one) => one.code === code);
  if (!plan) throw refuse('PLAN_NOT_AVAILABLE', { metadata: { plan: code } });
  return plan;
}
