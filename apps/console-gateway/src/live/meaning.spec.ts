import { describe, expect, test } from '@jest/globals';
import { type EventData, type EventType, legacyEvents, token, topics } from '@platform/contracts';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { heardTypes, meaningOf } from './meaning.ts';
import { belongs, seenBy, type Viewer } from './sight.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const [ws, other] = ['ws_acme', 'ws_other'];
const [maya, liam, stranger] = ['usr_maya', 'usr_liam', 'usr_stranger'];
const admin: Viewer = { userId: maya, sessionId: 'ses_maya', workspaceId: ws, permissions: allPermissions };
const member: Viewer = {
  userId: liam,
  sessionId: 'ses_liam',
  workspaceId: ws,
  permissions: roleDefaults.member,
};
/** The same member on a page without a workspace, in another workspace; an admin of another one. */
const viewers: Readonly<Record<string, Viewer>> = {
  admin,
  member,
  'member, no workspace': { ...member, workspaceId: undefined, permissions: [] },
  'member, elsewhere': { ...member, workspaceId: other, permissions: allPermissions },
  'member, other session': { ...member, sessionId: 'ses_phone' },
  stranger: { userId: stranger, sessionId: 'ses_x', workspaceId: other, permissions: allPermissions },
};
const nobody = {};
const whole = 'member, no workspace';
const everyTab = (seen: string) => ({
  member: seen,
  [whole]: seen,
  'member, elsewhere': seen,
  'member, other session': seen,
});
const inWorkspace = (own: string, others: string) => ({
  admin: others,
  member: own,
  'member, other session': own,
});

const user = { userId: liam, email: 'liam@example.com', name: 'Liam' };
const seat = { workspaceId: ws, poolId: 'lic_1', assignmentId: 'asg_1', userId: liam };
const used = { workspaceId: ws, userId: liam, decisionId: 'dec_1', machineId: 'm', ci: undefined, at };
const devToken = { workspaceId: ws, tokenId: 'tok_1', userId: liam };
const sealed = Buffer.alloc(0);

type Seen = Readonly<Record<string, string>>;
type Row<T extends EventType = EventType> = readonly [type: T, data: EventData<T>, seen: Seen, suspects: string];
const row = <T extends EventType>(type: T, data: EventData<T>, seen: Seen, suspects = ''): Row =>
  // A row of one type is a row of some type; the compiler does not see that through the mapped data.
  [type, data, seen, suspects] as unknown as Row;

const licensed = inWorkspace('members my-license subscription', 'members subscription');
const table: readonly Row[] = [
  row('identity.v1.UserSignedUp', { ...user, sealedVerificationSecret: sealed, verificationExpiresAt: at }, nobody),
  row(
    'identity.v1.UserVerificationRequested',
    { ...user, sealedVerificationSecret: sealed, verificationExpiresAt: at },
    nobody,
  ),
  row('identity.v1.UserSignUpRepeated', user, nobody),
  row('identity.v1.UserEmailVerified', user, everyTab('me')),
  row('identity.v1.UserUpdated', { ...user, locale: 'en', timeZone: 'UTC' }, everyTab('me')),
  row('identity.v1.UserPasswordResetRequested', { ...user, sealedResetSecret: sealed, resetExpiresAt: at }, nobody),
  row(
    'identity.v1.UserPasswordChanged',
    { ...user, how: 'reset' },
    everyTab('me sessions'),
    'member, member, no workspace, member, elsewhere, member, other session',
  ),
  row('identity.v1.UserLocked', { ...user, lockedUntil: at }, nobody),
  row('identity.v1.SessionCreated', { sessionId: 'ses_new', userId: liam, ip: '' }, everyTab('sessions')),
  row(
    'identity.v1.SessionRevoked',
    { sessionId: 'ses_phone', userId: liam, why: 'revoked' },
    everyTab('sessions'),
    'member, other session',
  ),
  row('workspace.v1.WorkspaceCreated', { workspaceId: ws, name: '', kind: 1, createdBy: liam }, everyTab('workspace')),
  row(
    'workspace.v1.MemberJoined',
    {
      ...{ workspaceId: ws, membershipId: 'mem_1', userId: liam, email: '', name: '', role: 2, first: false },
      ...{ workspaceName: '', joinedAt: at },
    },
    { ...everyTab('workspace'), ...inWorkspace('workspace members', 'members') },
  ),
  row(
    'workspace.v1.MemberRemoved',
    { workspaceId: ws, membershipId: 'mem_1', userId: liam, reason: '', removedAt: at },
    { ...everyTab('workspace'), admin: 'members' },
    'member, member, other session',
  ),
  row(
    'licensing.v1.TrialStarted',
    {
      ...{ workspaceId: ws, subscriptionId: '', planCode: '', planDisplayName: '', seats: 1, endsAt: at },
      startedBy: maya,
    },
    inWorkspace('my-license subscription', 'my-license subscription'),
  ),
  row('licensing.v1.LicenseAssigned', { ...seat, source: '', assignedBy: maya, assignedAt: at }, licensed),
  row('licensing.v1.LicenseUnassigned', { ...seat, endReason: '', endedBy: maya, endedAt: at, reason: '' }, licensed),
  row('token.v1.DeveloperTokenIssued', { ...devToken, display: '', generation: 1 }, inWorkspace('token', '')),
  row(
    'token.v1.DeveloperTokenReset',
    { ...devToken, successorId: '', reason: '', display: '', resetAt: at, resetBy: liam },
    inWorkspace('token', ''),
  ),
  row('token.v1.TokenRevealed', devToken, nobody),
  row('token.v1.TokenRevoked', { ...devToken, why: '' }, inWorkspace('token', '')),
  row('token.v1.LegacyCredentialRegistered', { workspaceId: ws, legacyKeyId: 'lgk_1', userId: liam }, nobody),
  row(
    'activation.v1.ActivationGranted',
    {
      ...used,
      ...{ activationId: '', credentialId: 'tok_1', credentialKind: token.CredentialKind.DEVELOPER, sessionId: '' },
      ...{ productVersion: '', leaseId: '', leaseNotAfter: at },
    },
    inWorkspace('token', ''),
  ),
  row(
    'activation.v1.ActivationRefused',
    {
      ...used,
      ...{ credentialId: '', credentialKind: token.CredentialKind.DEVELOPER, sessionId: '', reason: '' },
      allReasons: [],
    },
    nobody,
  ),
  row(
    'activation.v1.LegacyCredentialUsed',
    { ...used, legacyKeyId: 'lgk_1', credentialKind: token.CredentialKind.LEGACY_API, granted: true },
    { admin: 'legacy' },
  ),
  row('notification.v1.NotificationSent', { notificationId: '', template: '', userId: liam, providerId: '' }, nobody),
  row('notification.v1.NotificationFailed', { notificationId: '', template: '', userId: liam, problem: '' }, nobody),
  row(
    'legacy.v1.LegacyKeyImported',
    { workspaceId: ws, legacyKeyId: 'lgk_1', kind: 'api', userId: liam },
    { admin: 'legacy' },
  ),
  row(
    'legacy.v1.LegacyKeyStageChanged',
    legacyEvents.LegacyKeyStageChanged.fromPartial({ workspaceId: ws, legacyKeyId: 'lgk_1', evidence: '', at }),
    { admin: 'legacy' },
  ),
];

const named = (text: string) => text.split(' ').filter(Boolean).sort();

describe('what an event means for whom', () => {
  test('the table has every event there is', () => {
    const all = Object.values(topics).flatMap((messages) => Object.keys(messages));
    expect(table.map(([type]) => type).sort()).toEqual(all.sort());
  });

  test.each(table)('%s', (type, data, seen, suspects) => {
    const meaning = meaningOf({ type, data });
    for (const [name, viewer] of Object.entries(viewers)) {
      const about = seenBy(viewer, meaning?.changes ?? []);
      expect([name, [...about].sort()]).toEqual([name, named(seen[name] ?? '')]);
    }
    const suspected = Object.keys(viewers).filter(
      (name) => meaning?.suspects && belongs(viewers[name] as Viewer, meaning.suspects),
    );
    expect(suspected.join(', ')).toBe(suspects);
    expect(heardTypes.includes(type)).toBe(meaning !== undefined);
  });

  test('what comes often is told seldom, for each credential', () => {
    const often = table.filter(([type, data]) => meaningOf({ type, data })?.seldom);
    expect(often.map(([type, data]) => [type, meaningOf({ type, data })?.seldom])).toEqual([
      ['activation.v1.ActivationGranted', 'tok_1'],
      ['activation.v1.LegacyCredentialUsed', 'lgk_1'],
    ]);
  });
});

test('an audience without anybody has nobody in it, also when an event leaves an id empty', () => {
  const unnamed = { ...member, workspaceId: '' };
  for (const audience of [{}, { may: 'members.read' }, { workspaceId: '' }, { userId: '', workspaceId: ws }] as const)
    for (const viewer of [admin, member, unnamed]) expect(belongs(viewer, audience)).toBe(false);
});
