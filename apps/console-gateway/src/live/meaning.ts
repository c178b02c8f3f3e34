import type { About } from '@platform/console-api';
import type { EventData, EventType, Received } from '@platform/contracts';
import type { Permission } from '@platform/permissions';

/** Whom something concerns: those who fit everything that is given. */
export interface Audience {
  readonly userId?: string;
  readonly sessionId?: string;
  /** Open pages of this workspace. */
  readonly workspaceId?: string;
  /** Those who may see it when they ask. */
  readonly may?: Permission;
  readonly notUserId?: string;
}

export interface Change {
  readonly about: readonly About[];
  readonly whom: Audience;
}

/** What an event means to open pages. */
export interface Meaning {
  readonly changes: readonly Change[];
  /** Whose right to listen may have ended. */
  readonly suspects?: Audience;
  /** Set: comes often and is shown a moment later; told at most now and then for each key. */
  readonly seldom?: string;
}

const nothing = 'nothing that a page shows';
type Meanings = { readonly [T in EventType]: ((data: EventData<T>) => Meaning) | typeof nothing };

const change = (whom: Audience, ...about: About[]): Change => ({ about, whom });
const only = (...changes: Change[]): Meaning => ({ changes });

/** The one whom a license or token belongs to, in that workspace. */
const owner = ({ workspaceId, userId }: { readonly workspaceId: string; readonly userId: string }): Audience => ({
  workspaceId,
  userId,
});

const tokenOf = (data: { readonly workspaceId: string; readonly userId: string }): Meaning =>
  only(change(owner(data), 'token'));

const licenseOf = (data: { readonly workspaceId: string; readonly userId: string }): Meaning =>
  only(
    change(owner(data), 'my-license'),
    change({ workspaceId: data.workspaceId, may: 'licenses.read' }, 'members', 'subscription'),
  );

const legacyIn = ({ workspaceId }: { readonly workspaceId: string }): Meaning =>
  only(change({ workspaceId, may: 'legacy.read' }, 'legacy'));

/** Every event there is, so that a new one does not compile until somebody says what it means. */
const meanings: Meanings = {
  'identity.v1.UserSignedUp': nothing,
  'identity.v1.UserVerificationRequested': nothing,
  'identity.v1.UserSignUpRepeated': nothing,
  'identity.v1.UserEmailVerified': ({ userId }) => only(change({ userId }, 'me')),
  'identity.v1.UserUpdated': ({ userId }) => only(change({ userId }, 'me')),
  'identity.v1.UserPasswordResetRequested': nothing,
  'identity.v1.UserPasswordChanged': ({ userId }) => ({
    changes: [change({ userId }, 'me', 'sessions')],
    suspects: { userId },
  }),
  'identity.v1.UserLocked': nothing,
  'identity.v1.SessionCreated': ({ userId }) => only(change({ userId }, 'sessions')),
  'identity.v1.SessionRevoked': ({ userId, sessionId }) => ({
    changes: [change({ userId }, 'sessions')],
    suspects: { userId, sessionId },
  }),
  'workspace.v1.WorkspaceCreated': ({ createdBy }) => only(change({ userId: createdBy }, 'workspace')),
  'workspace.v1.MemberJoined': ({ workspaceId, userId }) =>
    only(change({ userId }, 'workspace'), change({ workspaceId, may: 'members.read' }, 'members')),
  'workspace.v1.MemberRemoved': ({ workspaceId, userId }) => ({
    changes: [
      change({ userId }, 'workspace'),
      change({ workspaceId, may: 'members.read', notUserId: userId }, 'members'),
    ],
    suspects: { workspaceId, userId },
  }),
  'licensing.v1.TrialStarted': ({ workspaceId }) =>
    only(change({ workspaceId }, 'my-license'), change({ workspaceId, may: 'licenses.read' }, 'subscription')),
  'licensing.v1.LicenseAssigned': licenseOf,
  'licensing.v1.LicenseUnassigned': licenseOf,
  'token.v1.DeveloperTokenIssued': tokenOf,
  'token.v1.DeveloperTokenReset': tokenOf,
  'token.v1.TokenRevealed': nothing,
  'token.v1.TokenRevoked': tokenOf,
  'token.v1.LegacyCredentialRegistered': nothing,
  'activation.v1.ActivationGranted': (data) => ({ ...tokenOf(data), seldom: data.credentialId }),
  'activation.v1.ActivationRefused': nothing,
  'activation.v1.LegacyCredentialUsed': (data) => ({ ...legacyIn(data), seldom: data.legacyKeyId }),
  'notification.v1.NotificationSent': nothing,
  'notification.v1.NotificationFailed': nothing,
  'legacy.v1.LegacyKeyImported': legacyIn,
  'legacy.v1.LegacyKeyStageChanged': legacyIn,
};

/** What the door holds of a visitor. */
const held: readonly About[] = ['me', 'workspace'];

/** The ids of those of whom the door may not hold any more what it was told before this. */
export function unsettledBy({ changes, suspects }: Meaning): readonly string[] {
  const whom = changes.filter(({ about }) => about.some((one) => held.includes(one))).map((one) => one.whom);
  const ids = [...whom, ...(suspects ? [suspects] : [])].flatMap(({ userId, sessionId }) => [userId, sessionId]);
  return ids.filter((id) => id !== undefined);
}

/** The events that mean something: only these are heard. */
export const heardTypes = (Object.keys(meanings) as EventType[]).filter((type) => meanings[type] !== nothing);

/** What an event means for whom; undefined when no page shows anything of it. */
export function meaningOf<T extends EventType>({
  type,
  data,
}: Pick<Received<T>, 'type' | 'data'>): Meaning | undefined {
  const meaning = meanings[type] as ((data: EventData<T>) => Meaning) | typeof nothing;
  return meaning === nothing ? undefined : meaning(data);
}
