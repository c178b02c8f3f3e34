import { type DomainEvent, type LegacyKeyId, neverReached, type UserId, type WorkspaceId } from '@platform/kernel';

/** A legacy key, as far as its secret goes: in `token` like any other credential, only in an old format. */
export interface LegacyCredential {
  readonly id: LegacyKeyId;
  readonly status: 'unborn' | 'active';
  readonly kind: LegacyKind;
  readonly workspaceId: WorkspaceId | '';
  /** Empty for CI keys: they belong to the workspace. */
  readonly userId: UserId | '';
  /** HMAC of the key's SHA-256, base64url. */
  readonly lookup: string;
  readonly pepper: string;
  readonly display: string;
  readonly statusSince: Date;
}

export type LegacyKind = 'legacy_api' | 'legacy_ci';

export interface RegisterLegacyKey {
  readonly kind: LegacyKind;
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId | '';
  readonly lookup: string;
  readonly pepper: string;
  readonly display: string;
  readonly at: Date;
}

export type LegacyCredentialRegistered = DomainEvent<'LegacyCredentialRegistered', RegisterLegacyKey>;
/** The same key is found under another pepper from now on. */
export type LegacyLookupMoved = DomainEvent<'LegacyLookupMoved', { readonly lookup: string; readonly pepper: string }>;
export type LegacyCredentialEvent = LegacyCredentialRegistered | LegacyLookupMoved;

export const unregistered = (id: LegacyKeyId): LegacyCredential => ({
  id,
  status: 'unborn',
  kind: 'legacy_api',
  workspaceId: '',
  userId: '',
  lookup: '',
  pepper: '',
  display: '',
  statusSince: new Date(0),
});

/** A key is taken in once; the same id again changes nothing. */
export const registerLegacyKey = (
  credential: LegacyCredential,
  key: RegisterLegacyKey,
): readonly LegacyCredentialRegistered[] =>
  credential.status === 'unborn' ? [{ type: 'LegacyCredentialRegistered', data: key }] : [];

export function evolve(credential: LegacyCredential, event: LegacyCredentialEvent): LegacyCredential {
  switch (event.type) {
    case 'LegacyCredentialRegistered': {
      const { at, ...key } = event.data;
      return { ...credential, ...key, status: 'active', statusSince: at };
    }
    case 'LegacyLookupMoved':
      return { ...credential, ...event.data };
    default:
      return neverReached(event);
  }
}
