import { refuse } from '@platform/kernel';
import type { User, UserEvent } from './user.ts';

/**
 * The secret of a verification mail makes the account active, with the name and password of the sign-up that caused this
 * very mail. Raises VERIFICATION_TOKEN_INVALID, VERIFICATION_TOKEN_EXPIRED or USER_SUSPENDED.
 */
export function verifyEmail(user: User, secretHash: string, at: Date): readonly UserEvent[] {
  const signUp = user.pendingSignUps.find(({ proof }) => proof.hash === secretHash);
  if (!signUp) throw refuse('VERIFICATION_TOKEN_INVALID');
  if (user.status === 'suspended') throw refuse('USER_SUSPENDED');
  if (signUp.proof.expiresAt <= at) throw refuse('VERIFICATION_TOKEN_EXPIRED');
  const { name, passwordHash } = signUp;
  return [{ type: 'UserEmailVerified', data: { name, passwordHash, at } }];
}
