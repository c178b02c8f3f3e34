import { refuse } from '@platform/kernel';
import { commit, type Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import { countAttempt, forgiveAttempts, takeBackAttempt, tellLocked } from './domain/attempt-guard.ts';
import type { User } from './domain/user.ts';
import { hashOf } from './secrets.ts';

export interface Proof {
  /** Under which the account is counted, whether or not there is one. */
  readonly emailNormalized: string;
  readonly user: Saved<User> | undefined;
  readonly password: string;
  readonly ip: string;
}

/** The guard of an account is named by a hash, so that addresses of people without an account are not kept. */
export const accountGuard = (emailNormalized: string): string => `account:${hashOf(emailNormalized)}`;
const addressGuard = (ip: string): string => `address:${ip || 'unknown'}`;

/**
 * Proves a password. The attempt is counted before the password is looked at and forgiven when it is right. Known and
 * unknown addresses cost the same work and get the same answer.
 * Raises ACCOUNT_LOCKED or CREDENTIALS_INVALID.
 */
export async function provePassword(context: Context, proof: Proof): Promise<void> {
  const { mongo, guards, limits, passwords, clock } = context;
  const { user, password } = proof;
  const at = clock.now();
  const [account, address] = [accountGuard(proof.emailNormalized), addressGuard(proof.ip)];

  await commit(mongo, [
    guards.step(account, (guard) => countAttempt(guard, limits.account, at)),
    guards.step(address, (guard) => countAttempt(guard, limits.address, at)),
  ]);
  if (!(await passwords.matches(password, user?.state.passwordHash))) {
    const owner = user && { userId: user.id, email: user.state.email, name: user.state.name };
    await guards.change(account, (guard) => tellLocked(guard, at, owner), { at });
    throw refuse('CREDENTIALS_INVALID');
  }
  await commit(mongo, [
    guards.step(account, (guard) => forgiveAttempts(guard, at)),
    guards.step(address, (guard) => takeBackAttempt(guard, at)),
  ]);
}
