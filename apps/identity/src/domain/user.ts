import { neverReached, type UserId } from '@platform/kernel';

/** The kept half of a secret that was sent by mail: only its hash, and until when it holds. */
export interface Proof {
  readonly hash: string;
  readonly expiresAt: Date;
}

/**
 * One sign-up that waits for its proof. Name and password belong to the proof: whoever opens the mail of a sign-up gets
 * what was given in that sign-up, and never what a stranger gave for the same address.
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
  /** The latest sign-ups, oldest first; empty once the address is verified. */
  readonly pendingSignUps: readonly PendingSignUp[];
  readonly reset: Proof | undefined;
  /** When mails were asked for lately, so that nobody is flooded. */
  readonly mailsAt: readonly Date[];
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
  mailsAt: [],
  sessionGeneration: 1,
  emailVerifiedAt: undefined,
  createdAt: new Date(0),
  locale: 'en',
  timeZone: 'UTC',
});

const KEPT_SIGN_UPS = 5;
const KEPT_MAILS = 10;

export function evolveUser(user: User, event: UserEvent): User {
  switch (event.type) {
    case 'UserSignedUp': {
      const { email, emailNormalized, name, locale, at } = event.data;
      const born: User = { ...user, status: 'pending', email, emailNormalized, name, locale, createdAt: at };
      return asked(withSignUp(born, event.data), at);
    }
    case 'UserVerificationRequested': {
      const { name, at } = event.data;
      return asked(withSignUp({ ...user, name }, event.data), at);
    }
    case 'UserSignUpRepeated':
      return asked(user, event.data.at);
    case 'UserEmailVerified': {
      const { name, passwordHash, at } = event.data;
      return { ...user, status: 'active', name, passwordHash, pendingSignUps: [], emailVerifiedAt: at };
    }
    case 'UserPasswordResetRequested':
      return asked({ ...user, reset: event.data.proof }, event.data.at);
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

const withSignUp = (user: User, { proof, name, passwordHash }: PendingSignUp): User => ({
  ...user,
  pendingSignUps: [...user.pendingSignUps, { proof, name, passwordHash }].slice(-KEPT_SIGN_UPS),
});

const asked = (user: User, at: Date): User => ({ ...user, mailsAt: [...user.mailsAt, at].slice(-KEPT_MAILS) });
