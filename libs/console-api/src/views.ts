import { z } from 'zod';
import { count, idOf, instant } from './shapes.ts';

/** The shapes that answers are made of. */
export const user = z
  .object({
    id: idOf('usr'),
    email: z.string(),
    name: z.string(),
    email_verified_at: instant.optional(),
    created_at: instant,
    locale: z.string(),
    time_zone: z.string(),
    revision: count,
  })
  .meta({ id: 'User' });

export const session = z
  .object({
    id: idOf('ses'),
    created_at: instant,
    last_seen_at: instant.optional(),
    expires_at: instant,
    ip: z.string(),
    user_agent: z.string(),
    stepped_up_until: instant.optional(),
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const workspace = z
  .object({
    id: idOf('ws'),
    name: z.string(),
    slug: z.string(),
    kind: z.enum(['individual', 'company']),
    status: z.enum(['active', 'suspended', 'closed']),
    created_at: instant,
    revision: count,
  })
  .meta({ id: 'Workspace' });

export const role = z.enum(['admin', 'member']);

export const member = z
  .object({
    id: idOf('mem'),
    workspace_id: idOf('ws'),
    user_id: idOf('usr'),
    email: z.string(),
    name: z.string(),
    role,
    permissions: z.array(z.string()),
    advanced_permissions_enabled: z.boolean(),
    status: z.enum(['active', 'suspended', 'removed']),
    joined_at: instant.optional(),
    revision: count,
  })
  .meta({ id: 'Member' });

export const plan = z
  .object({
    code: z.string(),
    display_name: z.string(),
    features: z.array(z.string()),
    seats_included: count,
    ci_credits: count.nullable().meta({ description: 'Per month; null: unlimited.' }),
    ci_included: z.boolean(),
    advanced_permissions: z.boolean(),
    trial_days: count,
  })
  .meta({ id: 'Plan' });

export const subscription = z
  .object({
    id: idOf('sub'),
    workspace_id: idOf('ws'),
    plan,
    kind: z.enum(['trial', 'paid']),
    status: z.enum(['trialing', 'active', 'past_due', 'canceled', 'expired', 'suspended']),
    seats: count,
    starts_at: instant,
    ends_at: instant,
    grace_until: instant.optional(),
    revision: count,
  })
  .meta({ id: 'Subscription' });

export const pool = z
  .object({
    id: idOf('lic'),
    subscription_id: idOf('sub'),
    plan_display_name: z.string(),
    total: count,
    used: count,
    reserved: count,
    free: count,
    revision: count,
  })
  .meta({ id: 'LicensePool' });

export const assignment = z
  .object({
    id: idOf('las'),
    pool_id: idOf('lic'),
    user_id: idOf('usr'),
    source: z.string(),
    assigned_by: z.string(),
    assigned_at: instant,
  })
  .meta({ id: 'Assignment' });

export const myLicense = z
  .object({
    state: z.enum(['none', 'assigned_valid', 'assigned_but_subscription_expired', 'assigned_but_suspended']),
    why: z.string().meta({ description: 'Because …, or not, because …' }),
    fix: z.string().meta({ description: 'What to do and who can do it; empty when the license is valid.' }),
    assignment: assignment.optional(),
    subscription: subscription.optional(),
  })
  .meta({ id: 'MyLicense' });

export const token = z
  .object({
    id: idOf('tok'),
    workspace_id: idOf('ws'),
    user_id: idOf('usr').optional(),
    type: z.enum(['developer', 'ci']),
    status: z.enum(['active', 'rotated', 'revoked', 'expired', 'suspended']),
    display: z.string().meta({ description: 'Prefix and the last four characters.', example: 'lsat_…9fQ2' }),
    generation: count,
    created_at: instant,
    last_used_at: instant.optional(),
    value_given_at: instant
      .optional()
      .meta({ description: 'When its owner was last given the value: revealed, or as the answer to a reset.' }),
    revision: count,
  })
  .meta({ id: 'Token' });

export const receipt = z
  .object({
    token_id: idOf('tok'),
    successor_id: idOf('tok'),
    revoked_at: instant,
    epoch: count.meta({ description: "Version of the dead token's facts that activation has acknowledged." }),
    reason: z.string(),
    outstanding_leases: count.meta({ description: 'Emulators that may still run offline.' }),
    latest_lease_not_after: instant.optional(),
    leases_counted: z.boolean().meta({
      description: 'False: nobody could count them just now; `latest_lease_not_after` is the latest possible end.',
    }),
  })
  .meta({ id: 'RevocationReceipt' });

export const resetImpacts = z
  .object({
    outstanding_leases: count.meta({ description: 'Emulators that could run offline on.' }),
    latest_lease_not_after: instant.optional(),
    leases_counted: z.boolean(),
    emulators: z
      .array(
        z.object({
          machine: z.string().meta({ description: 'A pseudonym: the same for the same machine.' }),
          product_version: z.string(),
          activated_at: instant,
          lease_not_after: instant,
        }),
      )
      .meta({ description: 'Where the token is in use: those that could run longest, at most 10.' }),
  })
  .meta({ id: 'ResetImpacts' });

export const stages = [
  'active',
  'license_assigned',
  'user_asked',
  'rotated',
  'token_in_use',
  'ready_to_remove',
  'regressed',
  'orphaned',
  'removed',
] as const;

export const legacyKey = z
  .object({
    id: idOf('lgk'),
    workspace_id: idOf('ws'),
    kind: z.enum(['api', 'ci']),
    user_id: idOf('usr').optional(),
    name: z.string(),
    display: z.string(),
    stage: z.enum(stages),
    imported_at: instant,
    license_assigned_at: instant.optional(),
    token_first_used_at: instant.optional(),
    last_legacy_use_at: instant.optional(),
    last_token_use_at: instant.optional(),
    uses: count,
    dormant: z.boolean(),
    revision: count,
  })
  .meta({ id: 'LegacyKey' });

export const progress = z
  .object({
    total: count,
    done: count,
    dormant: count,
    stages: z.array(z.object({ stage: z.enum(stages), keys: count })),
    uses_last_30_days: count,
  })
  .meta({ id: 'MigrationProgress' });

const blocking = z.object({
  reason: z.string(),
  step: z.string(),
  message: z.string(),
  fix: z.string(),
  fixable_by: z.string(),
  link: z.string(),
  metadata: z.record(z.string(), z.string()),
});

export const decision = z
  .object({
    id: idOf('dec'),
    granted: z.boolean(),
    reason: z.string(),
    blocking: z.array(blocking),
    warnings: z.array(
      z.object({ reason: z.string(), message: z.string(), metadata: z.record(z.string(), z.string()) }),
    ),
    steps: z.array(
      z.object({
        step: z.string(),
        name: z.string(),
        outcome: z.enum(['pass', 'fail', 'skip']),
        detail: z.string(),
        revision: count,
      }),
    ),
    evaluated_at: instant,
    data_revisions: z.record(z.string(), count),
    policy_version: z.string(),
    latency_us: count,
    trace_id: z.string(),
    workspace_id: z.string(),
    credential_id: z.string(),
    session_id: z.string(),
  })
  .meta({ id: 'Decision' });

/** RFC 9457 with our members (contract §4.3). */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: count,
    detail: z.string(),
    instance: z.string().meta({ description: 'The request id; name it to support.' }),
    reason: z.string(),
    domain: z.string(),
    metadata: z.record(z.string(), z.string()),
    retryable: z.boolean(),
    fix: z.string(),
    errors: z.array(z.object({ pointer: z.string(), reason: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Problem' });
