/** What a workspace buys. Plans are data: a new plan is a new entry, never new code. */
export interface Plan {
  readonly code: string;
  readonly displayName: string;
  readonly features: readonly Feature[];
  readonly seatsIncluded: number;
  /** CI credits per month; `unlimited` is not counted. */
  readonly ciCredits: number | 'unlimited';
  /** How many more licenses than bought may be in use, in percent (F-32). 0 blocks at the limit. */
  readonly overagePercent: number;
  /** Days after the end in which everything still works, with a warning. */
  readonly graceDays: number;
  /** 0: this plan is bought, not tried. */
  readonly trialDays: number;
}

/** What plans can include, in the words that the console shows. */
export const features = {
  aws_services: 'All emulated cloud services',
  persistence: 'State that survives restarts',
  cloud_pods: 'Cloud Pods: save and share state',
  iam_enforcement: 'IAM policy enforcement',
  ci: 'Starts in CI',
  stack_insights: 'Stack insights',
  chaos_engineering: 'Chaos engineering',
  ephemeral_instances: 'Ephemeral instances',
  advanced_permissions: 'Advanced permissions',
  sso: 'Single sign-on',
} as const;

export type Feature = keyof typeof features;
export const allFeatures = Object.keys(features) as readonly Feature[];

/** Whether CI tokens of the workspace may activate at all. */
export const includesCi = (plan: Plan): boolean => plan.features.includes('ci');
export const includesAdvancedPermissions = (plan: Plan): boolean => plan.features.includes('advanced_permissions');

/** The most licenses that may be taken when `total` are paid for. */
export const effectiveCap = (plan: Plan, total: number): number =>
  total + Math.floor((total * plan.overagePercent) / 100);
