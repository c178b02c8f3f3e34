import { randomUUID } from 'node:crypto';
import type { RouteId } from '@platform/console-api';
import type { Ground } from './ground.ts';
import type { Persona } from './people.ts';

/** `200`, or status and reason: `404 WORKSPACE_NOT_FOUND`. */
export type Verdicts = Readonly<Record<Persona, string>>;

/** A request that only the asker's right decides on, and what it comes to for each. */
export interface RouteRow {
  readonly verdicts: Verdicts;
  readonly path?: (ground: Ground) => Readonly<Record<string, string>>;
  readonly query?: (ground: Ground) => Readonly<Record<string, string>>;
  readonly body?: (ground: Ground, who: Persona) => unknown;
}

export const anybody = (verdict: string): Verdicts => ({
  anonymous: verdict,
  expired: verdict,
  otherMember: verdict,
  otherAdmin: verdict,
  removed: verdict,
  member: verdict,
  admin: verdict,
});
const noSession = { anonymous: '401 UNAUTHENTICATED', expired: '401 SESSION_EXPIRED' };
const session = (verdict: string, admin = verdict): Verdicts => ({ ...anybody(verdict), ...noSession, admin });
const outside = '404 WORKSPACE_NOT_FOUND';
/** For members only; for anybody else the workspace does not exist. */
const inside = (member: string, admin = member): Verdicts => ({ ...session(outside), member, admin });
const forAdmins = (admin: string) => inside('403 PERMISSION_REQUIRED', admin);

const path = ({ workspaceId }: Ground) => ({ workspace_id: workspaceId });
const freshAddress = () => `${randomUUID()}@example.com`;
const password = 'a sentence of nobody here';
const secret = 'x'.repeat(43);

/** Every route of the console gateway. The order is that of the run: what ends sessions comes last. */
export const routeTable: { readonly [Id in RouteId]: RouteRow } = {
  signUp: { verdicts: anybody('202'), body: () => ({ email: freshAddress(), password, name: 'Zoe' }) },
  verifyEmail: { verdicts: anybody('400 VERIFICATION_TOKEN_INVALID'), body: () => ({ secret }) },
  resendVerification: { verdicts: anybody('202'), body: () => ({ email: freshAddress() }) },
  signIn: { verdicts: anybody('401 CREDENTIALS_INVALID'), body: () => ({ email: freshAddress(), password }) },
  requestPasswordReset: { verdicts: anybody('202'), body: () => ({ email: freshAddress() }) },
  resetPassword: {
    verdicts: anybody('400 VERIFICATION_TOKEN_INVALID'),
    body: () => ({ secret, new_password: password }),
  },
  changePassword: {
    verdicts: session('401 CREDENTIALS_INVALID'),
    body: () => ({ old_password: 'not the one', new_password: password }),
  },
  getMe: { verdicts: session('200') },
  updateMe: { verdicts: session('200'), body: () => ({ locale: 'en' }) },
  listSessions: { verdicts: session('200') },
  revokeSession: {
    verdicts: session('404 RESOURCE_NOT_FOUND', '204'),
    path: ({ spareSessionId }) => ({ session_id: spareSessionId }),
  },
  listPlans: { verdicts: session('200') },
  listPermissions: { verdicts: session('200') },
  listRoles: { verdicts: session('200') },
  createWorkspace: { verdicts: session('201'), body: () => ({ name: 'Mine' }) },
  listMyWorkspaces: { verdicts: session('200') },
  streamEvents: { verdicts: inside('200'), query: path },
  getWorkspace: { verdicts: inside('200'), path },
  getOverview: { verdicts: inside('200'), path },
  listMembers: { verdicts: inside('200'), path },
  getMember: { verdicts: inside('200'), path: (ground) => ({ ...path(ground), member_id: ground.adminMemberId }) },
  removeMember: {
    verdicts: forAdmins('409 MEMBER_NOT_ACTIVE'),
    path: (ground) => ({ ...path(ground), member_id: ground.removedMemberId }),
  },
  startTrial: { verdicts: forAdmins('409 TRIAL_ALREADY_USED'), path },
  getSubscription: { verdicts: forAdmins('200'), path },
  listLicensePools: { verdicts: inside('200'), path },
  listAssignments: { verdicts: inside('200'), path },
  assignLicense: {
    verdicts: forAdmins('409 ALREADY_ASSIGNED'),
    path,
    body: ({ people, poolId }) => ({ user_id: people.admin.userId, pool_id: poolId }),
  },
  unassignLicense: {
    verdicts: forAdmins('409 NOT_ASSIGNED'),
    path: (ground) => ({ ...path(ground), user_id: ground.people.member.userId }),
  },
  getMyLicense: { verdicts: inside('200'), path },
  getMyDeveloperToken: { verdicts: inside('200'), path },
  revealMyDeveloperToken: { verdicts: inside('401 STEP_UP_REQUIRED', '200'), path },
  previewResetOfMyDeveloperToken: { verdicts: inside('200'), path },
  resetMyDeveloperToken: { verdicts: inside('200'), path, body: () => ({}) },
  deleteMyDeveloperToken: { verdicts: inside('409 DEVELOPER_TOKEN_NOT_DELETABLE'), path },
  getDecision: {
    verdicts: forAdmins('200'),
    path: (ground) => ({ ...path(ground), decision_id: ground.decisionId }),
  },
  listLegacyKeys: { verdicts: forAdmins('200'), path },
  getLegacyKey: {
    verdicts: forAdmins('200'),
    path: (ground) => ({ ...path(ground), legacy_key_id: ground.legacyKeyId }),
  },
  createLegacyKey: { verdicts: inside('410 LEGACY_ISSUANCE_DISABLED'), path },
  getMigrationProgress: { verdicts: forAdmins('200'), path },
  reAuthenticate: {
    verdicts: session('200'),
    body: ({ people }, who) => ({ password: people[who].password }),
  },
  signOutEverywhere: { verdicts: session('200'), body: () => ({ keep_current: true }) },
  signOut: { verdicts: anybody('204') },
};
