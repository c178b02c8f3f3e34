import { after, DAY, HOUR, type VerdictReason } from '@platform/kernel';
import type { Snapshot } from '../src/domain/facts.ts';
import type { ActivationRequest, CiContext } from '../src/domain/request.ts';
import type { Input } from '../src/domain/step.ts';

/** The decision's inputs in which nothing stands in the way; specs take one thing away. */
export const now = new Date('2026-03-10T12:00:00.000Z');

export const request: ActivationRequest = {
  credential: { shape: 'developer', display: 'lsat_…9fQ2', why: '', source: 'auth_token_env', variablesDiffer: false },
  product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
  machine: { machineId: '0c49752c', hostname: 'maya', system: 'linux', platformRelease: '6.1', isDocker: true },
  sessionId: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9',
  ci: undefined,
  clientTime: now,
  nonce: 'n-1',
  previousLeaseId: '',
  offlineActivations: [],
};

export const ci: CiContext = {
  detected: true,
  evidence: ['GITHUB_ACTIONS'],
  provider: 'github',
  repository: 'acme/app',
  workflow: 'test',
  job: 'unit',
  ref: 'refs/heads/main',
  runId: '1',
  runAttempt: '1',
};

export const credential: NonNullable<Snapshot['credential']> = {
  version: 7,
  credentialId: 'tok_1',
  kind: 'developer',
  status: 'active',
  workspaceId: 'ws_1',
  userId: 'usr_1',
  statusSince: after(now, -30 * DAY),
  why: '',
  expiresAt: undefined,
  display: 'lsat_…9fQ2',
};

export const subscription: NonNullable<Snapshot['subscription']> = {
  version: 3,
  subscriptionId: 'sub_1',
  kind: 'trial',
  status: 'trialing',
  planCode: 'trial',
  planDisplayName: 'Trial',
  features: ['pro'],
  ciIncluded: true,
  endsAt: after(now, 10 * DAY),
  graceUntil: undefined,
};

export const snapshot: Snapshot = {
  credential,
  membership: { version: 12, membershipId: 'mem_1', active: true, since: after(now, -60 * DAY) },
  workspace: { version: 1, name: 'Acme', status: 'active' },
  subscription,
  assignment: { version: 88, assignmentId: 'las_1', active: true, since: after(now, -5 * DAY), why: '' },
};

export const healthy: Input = { request, snapshot, now };

export const withRequest = (input: Input, changes: Partial<ActivationRequest>): Input => ({
  ...input,
  request: { ...input.request, ...changes },
});
export const withFacts = (input: Input, changes: Partial<Snapshot>): Input => ({
  ...input,
  snapshot: { ...input.snapshot, ...changes },
});
export const withCredential = (input: Input, changes: Partial<typeof credential>): Input =>
  withFacts(input, { credential: { ...credential, ...input.snapshot.credential, ...changes } });

/** A legacy key in the same workspace, of a kind. */
export const legacy = (kind: 'legacy_api' | 'legacy_ci'): Input =>
  withCredential(
    withRequest(healthy, {
      credential: { shape: 'legacy', display: '"abc..."(10)', why: '', source: 'api_key_env', variablesDiffer: false },
    }),
    { kind, credentialId: 'lgk_1', userId: kind === 'legacy_api' ? 'usr_1' : '', display: '"abc..."(10)' },
  );

export const schedule: NonNullable<Snapshot['legacySchedule']> = {
  version: 2,
  campaignId: 'cmp_1',
  deprecatedSince: after(now, -90 * DAY),
  sunsetAt: after(now, 60 * DAY),
  windows: [
    { id: 'bow_2', startsAt: after(now, 20 * HOUR), endsAt: after(now, 21 * HOUR) },
    { id: 'bow_1', startsAt: after(now, 6 * HOUR), endsAt: after(now, 7 * HOUR) },
  ],
  docsUrl: 'https://docs.example/legacy',
};

/** One precondition of an activation and the input without it. */
export interface Precondition {
  readonly name: string;
  /** Two of the same slot cannot be taken away at once. */
  readonly slot: string;
  readonly reason: VerdictReason;
  readonly step: string;
  /** What the step needs, and what is gone with it. */
  readonly needs?: 'facts' | 'kind';
  readonly hides?: readonly ('facts' | 'kind')[];
  readonly remove: (input: Input) => Input;
}

const shaped =
  (shape: 'missing' | 'malformed') =>
  (input: Input): Input => ({
    ...withRequest(input, { credential: { ...input.request.credential, shape, why: 'It looks mistyped.' } }),
    snapshot: {},
  });
const dead = (status: 'rotated' | 'revoked' | 'expired' | 'suspended', reason: VerdictReason): Precondition => ({
  name: `not ${status}`,
  slot: 'state',
  reason,
  step: 'D-5',
  needs: 'facts',
  remove: (input) => (input.snapshot.credential ? withCredential(input, { status }) : input),
});
const fact = (
  slot: keyof Snapshot,
  step: string,
  reason: VerdictReason,
  changes: Partial<Snapshot>,
  name = reason.toLowerCase(),
): Precondition => ({
  name,
  slot,
  reason,
  step,
  needs: 'facts',
  remove: (input) => (input.snapshot.credential ? withFacts(input, changes) : input),
});
const member = { version: 13, membershipId: 'mem_1', active: false, since: now };

/** Every precondition of a developer's activation, in the order of the steps. */
export const preconditions: readonly Precondition[] = [
  {
    name: 'a session',
    slot: 'session',
    reason: 'REQUEST_INVALID',
    step: 'D-1',
    remove: (input) => withRequest(input, { sessionId: 'x' }),
  },
  {
    name: 'a readable version',
    slot: 'product',
    reason: 'VERSION_UNSUPPORTED',
    step: 'D-1',
    remove: (input) =>
      withRequest(input, { product: { name: 'localstack-pro', version: 'latest', build: '', edition: '' } }),
  },
  {
    name: 'a credential',
    slot: 'credential',
    reason: 'CREDENTIAL_MISSING',
    step: 'D-2',
    hides: ['facts', 'kind'],
    remove: shaped('missing'),
  },
  {
    name: 'a well-formed credential',
    slot: 'credential',
    reason: 'CREDENTIAL_MALFORMED',
    step: 'D-3',
    hides: ['facts', 'kind'],
    remove: shaped('malformed'),
  },
  {
    name: 'a known credential',
    slot: 'credential',
    reason: 'CREDENTIAL_UNKNOWN',
    step: 'D-4',
    hides: ['facts'],
    remove: (input) => ({ ...input, snapshot: {} }),
  },
  dead('rotated', 'TOKEN_ROTATED'),
  dead('revoked', 'TOKEN_REVOKED'),
  dead('expired', 'TOKEN_EXPIRED'),
  dead('suspended', 'TOKEN_SUSPENDED'),
  {
    name: 'no CI',
    slot: 'ci',
    reason: 'DEVELOPER_TOKEN_IN_CI',
    step: 'D-7',
    needs: 'kind',
    remove: (input) => withRequest(input, { ci }),
  },
  fact('user', 'D-9', 'USER_SUSPENDED', { user: { version: 1, suspended: true, since: now } }),
  fact('membership', 'D-9', 'MEMBERSHIP_REMOVED', { membership: member }),
  fact('membership', 'D-9', 'MEMBERSHIP_REMOVED', { membership: undefined }, 'a known membership'),
  fact('workspace', 'D-10', 'WORKSPACE_CLOSED', { workspace: { version: 2, name: 'Acme', status: 'closed' } }),
  fact('workspace', 'D-10', 'WORKSPACE_SUSPENDED', { workspace: { version: 2, name: 'Acme', status: 'suspended' } }),
  fact('subscription', 'D-11', 'NO_SUBSCRIPTION', { subscription: undefined }),
  fact('subscription', 'D-11', 'TRIAL_EXPIRED', { subscription: { ...subscription, endsAt: now } }),
  fact('subscription', 'D-11', 'SUBSCRIPTION_EXPIRED', {
    subscription: { ...subscription, kind: 'paid', status: 'active', endsAt: now },
  }),
  fact('subscription', 'D-11', 'SUBSCRIPTION_SUSPENDED', { subscription: { ...subscription, status: 'suspended' } }),
  fact('assignment', 'D-12', 'LICENSE_NOT_ASSIGNED', { assignment: undefined }),
  fact(
    'assignment',
    'D-12',
    'LICENSE_NOT_ASSIGNED',
    { assignment: { version: 89, assignmentId: 'las_1', active: false, since: now, why: 'unassigned' } },
    'an assignment that has not ended',
  ),
];
