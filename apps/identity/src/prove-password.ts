import { refuse } from '@platform/kernel';
import { commit, type Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import {
  type AttemptGuard,
  type AttemptGuardEvent,
  countAttempt,
  forgiveAttempts,
  takeBackAttempt,
  tellLocked,
} from './domain/attempt-guard.ts';
import type { User } from './domain/user.ts';
import { networkOf } from './network-of.ts';
import { hashOf } from './secrets.ts';

type OnGuard = (guard: AttemptGuard, at: Date) => readonly AttemptGuardEvent[];

/** One of the guards that count an attempt, and what its outcome means to it. */
interface Counted {
  readonly guard: string;
  readonly limit: number;
  readonly succeeded: OnGuard;
  readonly failed: OnGuard;
}

export interface Proof {
  readonly user: Saved<User> | undefined;
  readonly password: string;
  readonly counted: readonly Counted[];
}

/** The guard of an account is named by a hash, so that addresses of people without an account are not kept. */
export const accountGuard = (emailNormalized: string): string => `account:${hashOf(emailNormalized)}`;

const nothing: OnGuard = () => [];

interface AtTheDoor {
  /** Under which the account is counted, whether or not there is one. */
  readonly emailNormalized: string;
  readonly user: Saved<User> | undefined;
  readonly ip: string;
}

/** Who signs in is counted for the account and for the network. The owner of the account is told when it is locked. */
export function atTheDoor({ limits }: Context, { emailNormalized, user, ip }: AtTheDoor): readonly Counted[] {
  const owner = user && { userId: user.id, email: user.state.email, name: user.state.name };
  const account = { guard: accountGuard(emailNormalized), limit: limits.account };
  const address = { guard: `address:${networkOf(ip) || 'unknown'}`, limit: limits.address };
  return [
    { ...account, succeeded: forgiveAttempts, failed: (guard, at) => tellLocked(guard, at, owner) },
    { ...address, succeeded: takeBackAttempt, failed: nothing },
  ];
}

/** Who is signed in is counted in the session alone: nobody at the door, and nobody in another session, can lock it. */
export const inSession = ({ limits }: Context, sessionId: string): readonly Counted[] => [
  { guard: `session:${sessionId}`, limit: limits.account, succeeded: forgiveAttempts, failed: nothing },
];

/**
 * Proves a password. The attempt is counted before the password is looked at and forgiven when it is right. Known and
 * unknown addresses cost the same work and get the same answer. An attempt whose password could not be looked at is none.
 * Raises ACCOUNT_LOCKED or CREDENTIALS_INVALID, and RATE_LIMITED when too many passwords wait.
 */
export async function provePassword(context: Context, { user, password, counted }: Proof): Promise<void> {
  const { mongo, guards, passwords, clock } = context;
  const at = clock.now();
  const onEach = (decide: (one: Counted) => OnGuard) =>
    commit(
      mongo,
      counted.map((one) => guards.step(one.guard, (guard) => decide(one)(guard, at))),
      { at },
    );

  await onEach(
    ({ limit }) =>
      (guard) =>
        countAttempt(guard, limit, at),
  );
  const right = await passwords.matches(password, user?.state.passwordHash).catch(async (error: unknown) => {
    await onEach(() => takeBackAttempt);
    throw error;
  });
  await onEach(({ succeeded, failed }) => (right ? succeeded : failed));
  if (!right) throw refuse('CREDENTIALS_INVALID');
}
