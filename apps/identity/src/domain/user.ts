import { neverReached, type UserId } from '@platform/kernel';
import { lately, type Mailed, type MailKind } from './mail-allowance.ts';

/** The kept half of a secret that was sent by mail: only its hash, and until when it holds. */
export interface Proof {
  readonly hash: string;
  readonly expiresAt: Date;
}

/**
 * A sign-up that waits for its proof, once per mail that was sent for it. Name and password belong to the proof: whoever
 * opens the mail of a sign-up gets what was given in that sign-up.
 */
export interface PendingSignUp {
  readonly proof: Proof;
  readonly name: string;
  readonly passwordHash: string;
}

export interface User {
  readonly id: UserId;
  readonly status: 'absent' | 'pending' | 'active' | 'suspended';
  /** As the person wrote it; mails go there. */
  readonly email: string;
  /** Unique among all users. */
  readonly emailNormalized: string;
  readonly name: string;
  /** Empty until the address is verified: so long no password is right, as for an address that nobody has. */
  readonly passwordHash: string;
  /**
   * The mails of the one sign-up that waits, oldest first. Empty once the address is verified, and once somebody else
   * signed up with it: then only a mail that lets its reader choose the password makes the account active.
   */
  readonly pendingSignUps: readonly PendingSignUp[];
  readonly reset: Proof | undefined;
  /** The mails of the last hour, so that nobody is flooded. */
  readonly mails: readonly Mailed[];
  /** Sessions of an older generation are dead: one write ends them all. */
  readonly sessionGeneration: number;
  readonly emailVerifiedAt: Date | undefined;
  readonly createdAt: Date;
  readonly locale: string;
  readonly timeZone: string;
}

/** A secret on its way to its owner. `sealedSecret` can be opened by the notification service alone. */
export interface MailedProof {
  readonly proof: Proof;
  readonly sealedSecret: Buffer;
}

/** Drawn before it is known which of them is sent. */
export interface MailedProofs {
  readonly verification: MailedProof;
  readonly reset: MailedProof;
}

export type UserEvent =
  | {
      readonly type: 'UserSignedUp';
      readonly data: MailedProof & {
        readonly email: string;
        readonly emailNormalized: string;
        readonly name: string;
        readonly passwordHash: string;
        readonly locale: string;
        readonly at: Date;
      };
    }
  | {
      readonly type: 'UserVerificationRequested';
      readonly data: MailedProof & { readonly name: string; readonly passwordHash: string; readonly at: Date };
    }
  | {
      readonly type: 'UserPasswordChoiceRequested';
      readonly data: MailedProof & { readonly name: string; readonly at: Date };
    }
  | { readonly type: 'UserSignUpRepeated'; readonly data: { readonly at: Date } }
  | {
      readonly type: 'UserEmailVerified';
      readonly data: { readonly name: string; readonly passwordHash: string; readonly at: Date };
    }
  | { readonly type: 'UserPasswordResetRequested'; readonly data: MailedProof & { readonly at: Date } }
  | {
      readonly type: 'UserPasswordChanged';
      readonly data: { readonly passwordHash: string; readonly how: 'reset' | 'change'; readonly at: Date };
    }
  | { readonly type: 'UserSignedOutEverywhere'; readonly data: { readonly at: Date } }
  | {
      readonly type: 'UserUpdated';
      readonly data: { readonly name: string; readonly locale: string; readonly timeZone: string };
    };

export const initialUser = (id: string): User => ({
  id: id as UserId,
  status: 'absent',
  email: '',
  emailNormalized: '',
  name: '',
  passwordHash: '',
  pendingSignUps: [],
  reset: undefined,
  mails: [],
  sessionGeneration: 1,
  emailVerifiedAt: undefined,
  createdAt: new Date(0),
  locale: 'en',
  timeZone: 'UTC',
});

const KEPT_PROOFS = 5;

export function evolveUser(user: User, event: UserEvent): User {
  switch (event.type) {
    case 'UserSignedUp': {
      const { email, emailNormalized, name, locale, at } = event.data;
      const born: User = { ...user, status: 'pending', email, emailNormalized, name, locale, createdAt: at };
      return mailed(withProof(born, event.data), 'verification', at);
    }
    case 'UserVerificationRequested':
      return mailed(withProof(user, event.data), 'verification', event.data.at);
    case 'UserPasswordChoiceRequested': {
      const { name, proof, at } = event.data;
      return mailed({ ...user, name, pendingSignUps: [], reset: proof }, 'choice', at);
    }
    case 'UserSignUpRepeated':
      return mailed(user, 'notice', event.data.at);
    case 'UserEmailVerified': {
      const { name, passwordHash, at } = event.data;
      return { ...user, status: 'active', name, passwordHash, pendingSignUps: [], emailVerifiedAt: at };
    }
    case 'UserPasswordResetRequested':
      return mailed({ ...user, reset: event.data.proof }, 'reset', event.data.at);
    case 'UserPasswordChanged': {
      const { passwordHash } = event.data;
      return { ...user, passwordHash, reset: undefined, sessionGeneration: user.sessionGeneration + 1 };
    }
    case 'UserSignedOutEverywhere':
      return { ...user, sessionGeneration: user.sessionGeneration + 1 };
    case 'UserUpdated':
      return { ...user, ...event.data };
    default:
      return neverReached(event);
  }
}

const withProof = (user: User, { proof, name, passwordHash }: PendingSignUp): User => ({
  ...user,
  pendingSignUps: [...user.pendingSignUps, { proof, name, passwordHash }].slice(-KEPT_PROOFS),
});

const mailed = (user: User, kind: MailKind, at: Date): User => ({
  ...user,
  mails: [...lately(user.mails, at), { kind, at }],
});
