import { randomUUID } from 'node:crypto';
import {
  activation,
  door,
  doorOwner,
  factOwner,
  facts,
  identity,
  legacy,
  licensing,
  notification,
  token,
  workspace,
} from '@platform/contracts';
import type { Definition, RequestOf } from '@platform/grpc';
import type { Ground } from './ground.ts';

/**
 * People for whom the gateway speaks: admin and member of another workspace; a former member and one whose session has run
 * out, whom it lets into no workspace; the admin where no workspace was asked for; member and admin.
 */
export const spokenFor = ['otherAdmin', 'otherMember', 'removed', 'expired', 'nowhere', 'member', 'admin'] as const;
export type SpokenFor = (typeof spokenFor)[number];

/** Who calls over gRPC: nobody, a service of ours that is not meant, the one that is, and people. */
export const callers = ['nobody', 'stranger', 'friend', ...spokenFor] as const;
export type RpcCaller = (typeof callers)[number];

/** `OK` or the reason. */
export type RpcVerdicts = Readonly<Record<RpcCaller, string>>;

export interface RpcRow<Request = unknown> {
  readonly verdicts: RpcVerdicts;
  readonly request: (ground: Ground) => Partial<Request>;
  /** The service that this is for; without one, no service is. */
  readonly friend?: string | undefined;
}

export type RpcRows<D extends Definition> = { readonly [Method in keyof D]: RpcRow<RequestOf<D[Method]>> };

/** One service's definition at one address, with a row for each of its RPCs. */
export interface Offered {
  /** The name in caller tokens: `workspace`. */
  readonly audience: string;
  readonly definition: Definition;
  readonly rows: Readonly<Record<string, RpcRow>>;
}

const [alone, notMeant, outside] = ['UNAUTHENTICATED', 'PERMISSION_REQUIRED', 'WORKSPACE_NOT_FOUND'];

type Ask<Request> = (ground: Ground) => Partial<Request>;
const nothing = () => ({});

const everyone = (verdict: string): Readonly<Record<SpokenFor, string>> => ({
  ...{ otherAdmin: verdict, otherMember: verdict, removed: verdict, expired: verdict, nowhere: verdict },
  ...{ member: verdict, admin: verdict },
});

/** For one service alone. */
const serviceOnly = <Request>(friend: string, verdict: string, request: Ask<Request>): RpcRow<Request> => ({
  verdicts: { nobody: alone, stranger: notMeant, friend: verdict, ...everyone(notMeant) },
  request,
  friend,
});
/** For every service of ours, and no person. */
const anyService = <Request>(verdict: string, request: Ask<Request>): RpcRow<Request> => ({
  ...serviceOnly('licensing', verdict, request),
  verdicts: { ...serviceOnly('licensing', verdict, request).verdicts, stranger: verdict },
});
/** For people, wherever they are. */
const people = <Request>(verdict: string, request: Ask<Request> = nothing): RpcRow<Request> => ({
  verdicts: { nobody: alone, stranger: notMeant, friend: notMeant, ...everyone(verdict) },
  request,
});
/** For members; for others the workspace does not exist. */
const members = <Request>(member: string, admin: string, request: Ask<Request>): RpcRow<Request> => ({
  ...people(member, request),
  verdicts: { ...people(outside).verdicts, member, admin },
});
const admins = <Request>(verdict: string, request: Ask<Request>): RpcRow<Request> =>
  members(notMeant, verdict, request);
const everybody = <Request>(verdict: string, request: Ask<Request> = nothing): RpcRow<Request> => ({
  verdicts: { nobody: verdict, stranger: verdict, friend: verdict, ...everyone(verdict) },
  request,
});
/** For people and services. */
const known = <Request>(verdict: string, request: Ask<Request>): RpcRow<Request> => ({
  ...everybody(verdict, request),
  verdicts: { ...everybody(verdict).verdicts, nobody: alone },
});

const here = ({ workspaceId }: Ground) => ({ workspaceId });
const password = 'a sentence of nobody here';
const secret = 'x'.repeat(43);
const freshAddress = () => `${randomUUID()}@example.com`;

const identityRows: RpcRows<identity.IdentityServiceService> = {
  signUp: serviceOnly('gateway', 'OK', () => ({ email: freshAddress(), password, name: 'Zoe' })),
  verifyEmail: serviceOnly('gateway', 'VERIFICATION_TOKEN_INVALID', () => ({ secret })),
  resendVerification: serviceOnly('gateway', 'OK', () => ({ email: freshAddress() })),
  signIn: serviceOnly('gateway', 'CREDENTIALS_INVALID', () => ({ email: freshAddress(), password })),
  signOut: serviceOnly('gateway', 'OK', () => ({ sessionSecret: secret })),
  introspectSession: serviceOnly('gateway', 'SESSION_EXPIRED', ({ late }) => ({
    sessionSecret: late.visitor.cookie().split('=')[1] ?? '',
  })),
  requestPasswordReset: serviceOnly('gateway', 'OK', () => ({ email: freshAddress() })),
  resetPassword: serviceOnly('gateway', 'VERIFICATION_TOKEN_INVALID', () => ({ secret, newPassword: password })),
  signOutEverywhere: people('OK', () => ({ keepCurrent: true })),
  listSessions: people('OK'),
  revokeSession: {
    ...people('RESOURCE_NOT_FOUND', ({ spareSessionId }) => ({ sessionId: spareSessionId })),
    verdicts: { ...people('RESOURCE_NOT_FOUND').verdicts, nowhere: 'OK', admin: 'OK' },
  },
  reAuthenticate: people('CREDENTIALS_INVALID', () => ({ password })),
  changePassword: people('CREDENTIALS_INVALID', () => ({ oldPassword: password, newPassword: `${password}!` })),
  getMe: people('OK'),
  updateMe: people('OK', () => ({ locale: 'en' })),
};

const workspaceRows: RpcRows<workspace.WorkspaceServiceService> = {
  createWorkspace: people('OK', () => ({
    ...{ name: 'Mine', kind: workspace.WorkspaceKind.INDIVIDUAL },
    ...{ callerEmail: 'x@example.com', callerName: 'X' },
  })),
  getWorkspace: members('OK', 'OK', here),
  listMyWorkspaces: people('OK'),
  listMembers: members('OK', 'OK', here),
  getMember: members('OK', 'OK', (ground) => ({ ...here(ground), memberId: ground.adminMemberId })),
  removeMember: admins('MEMBER_NOT_ACTIVE', (ground) => ({ ...here(ground), memberId: ground.removedMemberId })),
  resolveMembership: serviceOnly('gateway', 'OK', (ground) => ({
    ...here(ground),
    userId: ground.people.member.userId,
  })),
  listPermissions: people('OK'),
  listRoles: people('OK'),
};

const licensingRows: RpcRows<licensing.LicensingServiceService> = {
  listPlans: people('OK'),
  startTrial: admins('TRIAL_ALREADY_USED', here),
  getSubscription: admins('OK', here),
  listLicensePools: members('OK', 'OK', here),
  assignLicense: admins('ALREADY_ASSIGNED', (ground) => ({
    ...here(ground),
    userId: ground.people.admin.userId,
    poolId: ground.poolId,
  })),
  unassignLicense: admins('NOT_ASSIGNED', (ground) => ({ ...here(ground), userId: ground.people.member.userId })),
  getMyLicense: members('OK', 'OK', here),
  listAssignments: members('OK', 'OK', here),
};

const tokenRows: RpcRows<token.TokenServiceService> = {
  getMyDeveloperToken: members('OK', 'OK', here),
  revealMyDeveloperToken: members('STEP_UP_REQUIRED', 'STEP_UP_REQUIRED', here),
  resetMyDeveloperToken: members('OK', 'OK', here),
  deleteMyDeveloperToken: members('DEVELOPER_TOKEN_NOT_DELETABLE', 'DEVELOPER_TOKEN_NOT_DELETABLE', here),
  moveLookups: serviceOnly('operator', 'OK', nothing),
  registerLegacyKeys: serviceOnly('legacy', 'OK', () => ({ keys: [] })),
};

const activationRows: RpcRows<activation.ActivationServiceService> = {
  activate: everybody('REQUEST_INVALID'),
  explainDecision: {
    ...admins('OK', (ground) => ({ ...here(ground), decisionId: ground.decisionId })),
    verdicts: { ...admins('OK', nothing).verdicts, stranger: 'OK', friend: 'OK' },
    friend: 'notification',
  },
  getSigningKeys: everybody('OK'),
};

const factsRows: RpcRows<facts.FactsServiceService> = {
  applyFacts: serviceOnly('licensing', 'OK', () => ({ facts: [] })),
  countLeases: anyService('OK', () => ({ credentialId: '' })),
  compareFacts: serviceOnly('operator', 'OK', nothing),
};

const notificationRows: RpcRows<notification.NotificationServiceService> = {
  getNotification: known('RESOURCE_NOT_FOUND', () => ({ notificationId: 'ntf_00000000000000000000000000' })),
  listNotifications: anyService('OK', nothing),
  retryNotification: anyService('RESOURCE_NOT_FOUND', () => ({ notificationId: 'ntf_00000000000000000000000000' })),
  listTemplates: known('OK', nothing),
  previewTemplate: known('TEMPLATE_UNKNOWN', nothing),
};

const legacyRows: RpcRows<legacy.LegacyServiceService> = {
  importLegacyKeys: serviceOnly('operator', 'OK', () => ({
    ...{ format: legacy.ImportFormat.NDJSON, content: Buffer.from('{}\n'), hashAlg: 'sha256' },
  })),
  listLegacyKeys: admins('OK', here),
  getLegacyKey: admins('OK', (ground) => ({ ...here(ground), legacyKeyId: ground.legacyKeyId })),
  getMigrationProgress: admins('OK', here),
  createLegacyKey: members('LEGACY_ISSUANCE_DISABLED', 'LEGACY_ISSUANCE_DISABLED', here),
};

const owners: RpcRows<factOwner.FactOwnerServiceService> = {
  listFacts: serviceOnly('activation', 'OK', () => ({ pageSize: 1 })),
};

/** Where nobody is told anything: what is posted here leaves at once. */
const nowhere = () => ({ address: 'nowhere.invalid:7008' });

const doorOwners: RpcRows<doorOwner.DoorOwnerServiceService> = {
  keepPosted: serviceOnly('gateway', 'OK', nowhere),
  leavePost: serviceOnly('gateway', 'OK', nowhere),
};

const doors: RpcRows<door.DoorServiceService> = {
  withdraw: serviceOnly('identity', 'OK', () => ({ subjects: [] })),
};

/** Every RPC of every service, where it is answered. */
export const rpcTable: readonly Offered[] = [
  { audience: 'identity', definition: identity.IdentityServiceService, rows: identityRows },
  { audience: 'workspace', definition: workspace.WorkspaceServiceService, rows: workspaceRows },
  { audience: 'licensing', definition: licensing.LicensingServiceService, rows: licensingRows },
  { audience: 'token', definition: token.TokenServiceService, rows: tokenRows },
  { audience: 'activation', definition: activation.ActivationServiceService, rows: activationRows },
  { audience: 'activation', definition: facts.FactsServiceService, rows: factsRows },
  { audience: 'notification', definition: notification.NotificationServiceService, rows: notificationRows },
  { audience: 'legacy', definition: legacy.LegacyServiceService, rows: legacyRows },
  ...['workspace', 'licensing', 'token'].map((audience) => ({
    audience,
    definition: factOwner.FactOwnerServiceService,
    rows: owners,
  })),
  ...['identity', 'workspace'].map((audience) => ({
    audience,
    definition: doorOwner.DoorOwnerServiceService,
    rows: doorOwners,
  })),
  { audience: 'gateway', definition: door.DoorServiceService, rows: doors },
];
