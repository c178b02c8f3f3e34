import { randomUUID } from 'node:crypto';
import { activation, type facts, token } from '@platform/contracts';
import { classify, legacyDisplay, lookupsOf, makeToken, type Peppers } from '@platform/credential';
import { after, DAY, newId, type UserId, type WorkspaceId } from '@platform/kernel';

const { CredentialKind, CredentialStatus } = token;
const { CredentialSource } = activation;
type Facts = facts.Fact['about'];

/**
 * One person, one workspace, one credential, and what their owners say about them. Everything is in order at first; a case
 * takes something away. Ids are fresh, so that cases can share a database.
 */
export interface World {
  readonly now: Date;
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  /** The credential's value, as the person has it. */
  value: string;
  /** The credential as its owner knows it; undefined when nobody does. */
  credential: facts.CredentialFact | undefined;
  membership: facts.MembershipFact | undefined;
  workspace: facts.WorkspaceFact | undefined;
  subscription: facts.SubscriptionFact | undefined;
  assignment: facts.AssignmentFact | undefined;
  user: facts.UserFact | undefined;
  request: activation.ActivateRequest;
}

export const ci: activation.CiContext = {
  detected: true,
  evidence: ['GITHUB_ACTIONS'],
  provider: 'github',
  repository: 'acme/app',
  workflow: 'test',
  job: 'unit',
  ref: 'refs/heads/main',
  runId: '42',
  runAttempt: '1',
};

const requestOf = (value: string, now: Date): activation.ActivateRequest => ({
  credential: { value, source: CredentialSource.AUTH_TOKEN_ENV, variablesDiffer: false },
  product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
  machine: { machineId: '0c49752c', hostname: 'maya', system: 'linux', platformRelease: '6.1', isDocker: true },
  sessionId: randomUUID(),
  ci: undefined,
  clientTime: now,
  nonce: randomUUID(),
  previousLeaseId: '',
  offlineActivations: [],
});

/** A developer with a trial, a license and a token. */
export function developer(now = new Date()): World {
  const [workspaceId, userId] = [newId('ws'), newId('usr')];
  const value = makeToken('developer');
  const since = after(now, -DAY);
  return {
    now,
    workspaceId,
    userId,
    value,
    credential: {
      lookup: Buffer.alloc(0),
      credentialId: newId('tok'),
      kind: CredentialKind.DEVELOPER,
      status: CredentialStatus.ACTIVE,
      workspaceId,
      userId,
      statusSince: since,
      why: '',
      expiresAt: undefined,
      display: classify(value).display,
    },
    membership: { workspaceId, userId, membershipId: newId('mem'), active: true, since },
    workspace: { workspaceId, name: 'Acme', status: 'active' },
    subscription: {
      workspaceId,
      subscriptionId: newId('sub'),
      kind: 'trial',
      status: 'trialing',
      planCode: 'trial',
      planDisplayName: 'Trial',
      features: ['pro'],
      ciIncluded: true,
      endsAt: after(now, 13 * DAY),
      graceUntil: undefined,
    },
    assignment: {
      workspaceId,
      userId,
      assignmentId: newId('las'),
      poolId: newId('lic'),
      active: true,
      since,
      why: '',
    },
    user: undefined,
    request: requestOf(value, now),
  };
}

/** Gives the world another credential. */
export function hold(world: World, value: string, changes: Partial<facts.CredentialFact>): void {
  world.value = value;
  if (world.credential) Object.assign(world.credential, changes, { display: classify(value).display });
  if (world.request.credential) world.request.credential.value = value;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
export const legacyValue = (): string =>
  randomUUID()
    .replace(/[^0-9]/g, '')
    .padEnd(12, '7')
    .slice(0, 12)
    .replace(/./g, (digit) => letters[Number(digit)] ?? 'x');

/** A holder of a legacy key, which is in the variable where it always was. */
export function legacyHolder(kind: 'api' | 'ci', now = new Date()): World {
  const world = developer(now);
  hold(world, legacyValue(), {
    credentialId: newId('lgk'),
    kind: kind === 'api' ? CredentialKind.LEGACY_API : CredentialKind.LEGACY_CI,
    userId: kind === 'api' ? world.userId : '',
    display: legacyDisplay('abc', 12),
  });
  if (world.request.credential) world.request.credential.source = CredentialSource.API_KEY_ENV;
  return world;
}

/** A pipeline with a CI Auth Token. */
export function pipeline(now = new Date()): World {
  const world = developer(now);
  hold(world, makeToken('ci'), { kind: CredentialKind.CI, userId: '' });
  world.membership = undefined;
  world.assignment = undefined;
  world.request.ci = { ...ci };
  return world;
}

/** The facts of a world, by the service that may say them, in the given version. */
export function factsOf(world: World, peppers: Peppers, version = 1n): Readonly<Record<string, facts.Fact[]>> {
  const { credential, membership, workspace, subscription, assignment, user } = world;
  const [lookup] = lookupsOf(classify(world.value), peppers);
  const fact = (about: Facts): facts.Fact => ({ version, about });
  return {
    token: credential && lookup ? [fact({ $case: 'credential', value: { ...credential, lookup } })] : [],
    workspace: [
      ...(membership ? [fact({ $case: 'membership', value: membership })] : []),
      ...(workspace ? [fact({ $case: 'workspace', value: workspace })] : []),
    ],
    licensing: [
      ...(subscription ? [fact({ $case: 'subscription', value: subscription })] : []),
      ...(assignment ? [fact({ $case: 'assignment', value: assignment })] : []),
    ],
    identity: user ? [fact({ $case: 'user', value: user })] : [],
  };
}
