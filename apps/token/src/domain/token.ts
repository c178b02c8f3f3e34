import { type DomainEvent, neverReached, type TokenId, type UserId, type WorkspaceId } from '@platform/kernel';

/** `rotated`, `revoked`: terminal. A value that has died never works again (S-72). */
export type TokenStatus = 'unborn' | 'active' | 'rotated' | 'revoked';

/** What is kept of a value: the key under which it is found, what may be shown of it, and itself, sealed. */
export interface Secret {
  /** HMAC of the value, base64url. */
  readonly lookup: string;
  readonly pepper: string;
  readonly sealed: Buffer;
  /** Version of the key that it is sealed under. */
  readonly sealedUnder: string;
  readonly display: string;
}

/** The last thing that is known of the membership that the token hangs on; `sequence` orders what is heard of it. */
export interface Membership {
  readonly id: string;
  readonly sequence: number;
}

export interface Token {
  readonly id: TokenId;
  readonly status: TokenStatus;
  readonly workspaceId: WorkspaceId | '';
  readonly userId: UserId | '';
  readonly membership: Membership;
  /** 1 for the first token of a user in a workspace. */
  readonly generation: number;
  readonly lookup: string;
  readonly pepper: string;
  /** Gone once the token is dead: nobody can bring it back. */
  readonly sealed: Buffer | null;
  /** Version of the key that opens it: a key may go when no live token names it. Absent in what was stored before. */
  readonly sealedUnder?: string;
  readonly display: string;
  readonly predecessorId: TokenId | '';
  readonly successorId: TokenId | '';
  readonly createdAt: Date;
  readonly statusSince: Date;
  /** Why it is dead. */
  readonly why: string;
  readonly lastUsedAt: Date | null;
  /** When its owner was last given the value: revealed, or as the answer to a reset. Absent in what was stored before. */
  readonly valueGivenAt?: Date | null;
}

interface Birth {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  readonly membership: Membership;
  readonly generation: number;
  readonly secret: Secret;
  readonly at: Date;
}

/** `given`: whether whoever reset was given the new value with the answer. */
interface Succession extends Birth {
  readonly predecessorId: TokenId;
  readonly given: boolean;
}

export type DeveloperTokenIssued = DomainEvent<'DeveloperTokenIssued', Birth>;
/** Born from a reset; `DeveloperTokenReset` of the predecessor tells the world. */
export type DeveloperTokenSucceeded = DomainEvent<'DeveloperTokenSucceeded', Succession>;
export type DeveloperTokenReset = DomainEvent<
  'DeveloperTokenReset',
  {
    readonly successorId: TokenId;
    readonly display: string;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  }
>;
export type TokenRevealed = DomainEvent<'TokenRevealed', { readonly by: string; readonly at: Date }>;
export type TokenRevoked = DomainEvent<
  'TokenRevoked',
  { readonly why: string; readonly membership: Membership; readonly at: Date }
>;
export type TokenUsed = DomainEvent<'TokenUsed', { readonly at: Date }>;
/** The same value is found under another pepper from now on. */
export type TokenLookupMoved = DomainEvent<'TokenLookupMoved', { readonly lookup: string; readonly pepper: string }>;

/** The same value is sealed under another key from now on. */
export type TokenSealedAnew = DomainEvent<'TokenSealedAnew', { readonly sealed: Buffer; readonly sealedUnder: string }>;

export type TokenEvent =
  | DeveloperTokenIssued
  | DeveloperTokenSucceeded
  | DeveloperTokenReset
  | TokenRevealed
  | TokenRevoked
  | TokenUsed
  | TokenLookupMoved
  | TokenSealedAnew;

const NEVER = new Date(0);

export const unborn = (id: TokenId): Token => ({
  id,
  status: 'unborn',
  workspaceId: '',
  userId: '',
  membership: { id: '', sequence: 0 },
  generation: 0,
  lookup: '',
  pepper: '',
  sealed: null,
  display: '',
  predecessorId: '',
  successorId: '',
  createdAt: NEVER,
  statusSince: NEVER,
  why: '',
  lastUsedAt: null,
  valueGivenAt: null,
});

export function evolve(token: Token, event: TokenEvent): Token {
  switch (event.type) {
    case 'DeveloperTokenIssued':
      return born(token, event.data);
    case 'DeveloperTokenSucceeded':
      return succeeded(token, event.data);
    case 'DeveloperTokenReset':
      return { ...dead(token, 'rotated', event.data.reason, event.data.at), successorId: event.data.successorId };
    case 'TokenRevoked':
      return { ...dead(token, 'revoked', event.data.why, event.data.at), membership: event.data.membership };
    case 'TokenUsed':
      return { ...token, lastUsedAt: event.data.at };
    case 'TokenLookupMoved':
    case 'TokenSealedAnew':
      return { ...token, ...event.data };
    case 'TokenRevealed':
      return { ...token, valueGivenAt: event.data.at };
    default:
      return neverReached(event);
  }
}

function succeeded(token: Token, { predecessorId, given, ...birth }: Succession): Token {
  return { ...born(token, birth), predecessorId, valueGivenAt: given ? birth.at : null };
}

function born(token: Token, { secret, at, ...birth }: Birth): Token {
  return { ...token, ...birth, ...secret, status: 'active', createdAt: at, statusSince: at };
}

const dead = (token: Token, status: 'rotated' | 'revoked', why: string, at: Date): Token => ({
  ...token,
  status,
  why,
  statusSince: at,
  sealed: null,
});
