import { activation, type facts, token } from '@platform/contracts';
import { newId } from '@platform/kernel';

type Fields = Record<string, unknown>;

const workspaceId = newId('ws');
const userId = newId('usr');
const whose = { workspaceId, userId };
const at = new Date('2026-01-02T03:04:05.678Z');
const later = new Date('2027-01-02T03:04:05.678Z');

/** One fact of each kind, about people whom nobody knows. */
const everyFact: readonly facts.Fact['about'][] = [
  {
    $case: 'credential',
    value: {
      ...{ ...whose, lookup: Buffer.alloc(32, 7), credentialId: newId('tok'), display: 'lsat_…9fQ2', why: '' },
      ...{ kind: token.CredentialKind.DEVELOPER, status: token.CredentialStatus.ACTIVE },
      ...{ statusSince: at, expiresAt: later },
    },
  },
  { $case: 'membership', value: { ...whose, membershipId: newId('mem'), active: true, since: at } },
  { $case: 'workspace', value: { workspaceId, name: 'Acme', status: 'active' } },
  {
    $case: 'subscription',
    value: {
      ...{ workspaceId, subscriptionId: newId('sub'), kind: 'trial', status: 'trialing', planCode: 'trial' },
      ...{ planDisplayName: 'Trial', features: ['all'], ciIncluded: true, endsAt: later, graceUntil: later },
    },
  },
  {
    $case: 'assignment',
    value: { ...whose, assignmentId: newId('las'), poolId: newId('lic'), active: true, since: at, why: '' },
  },
  { $case: 'user', value: { userId, suspended: false, since: at } },
  {
    $case: 'legacySchedule',
    value: {
      ...{ campaignId: newId('cmp'), deprecatedSince: at, sunsetAt: later, docsUrl: 'https://docs.example' },
      windows: [{ id: newId('bow'), startsAt: at, endsAt: later }],
    },
  },
];

const activate: activation.ActivateRequest = {
  credential: { value: 'Ab3dEf6hIj', source: activation.CredentialSource.API_KEY_ENV, variablesDiffer: false },
  product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
  machine: {
    machineId: 'sys_0123456789ab',
    hostname: 'hostile',
    system: 'linux',
    platformRelease: '6.1',
    isDocker: false,
  },
  sessionId: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9',
  ci: {
    ...{ detected: true, evidence: ['CI', 'GITHUB_ACTIONS'], provider: 'github', repository: 'acme/shop' },
    ...{ workflow: 'test', job: 'unit', ref: 'main', runId: '1', runAttempt: '1' },
  },
  clientTime: at,
  nonce: 'n',
  previousLeaseId: newId('lse'),
  offlineActivations: [{ at, leaseId: newId('lse') }],
};

/** Good requests of the RPCs whose messages hold others, by the name of the RPC: an empty message shows none of that. */
export const wholeRequests: Readonly<Record<string, Fields>> = {
  Activate: { ...activate },
  ApplyFacts: { facts: everyFact.map((about) => ({ version: 1n, about })) },
  ListFacts: { keys: [`membership/${workspaceId}/${userId}`] },
  RegisterLegacyKeys: {
    keys: [
      {
        ...{ ...whose, legacyKeyId: newId('lgk'), kind: token.CredentialKind.LEGACY_API },
        ...{ sha256: Buffer.alloc(32, 9), display: '"Zy9..."(10)' },
      },
    ],
  },
};
