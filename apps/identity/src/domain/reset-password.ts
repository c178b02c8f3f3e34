import { refuse } from '@platform/kernel';
import type { User, UserEvent } from './user.ts';

/**
 * The secret of a reset mail sets a new password and ends every session. It also proves the address, so a pending account
 * becomes active and its open sign-up is void. Raises VERIFICATION_TOKEN_INVALID, _EXPIRED or USER_SUSPENDED.
 */
export function resetPassword(
  user: User,
  { secretHash, passwordHash, at }: { secretHash: string; passwordHash: string; at: Date },
): readonly UserEvent[] {
  if (user.reset?.hash !== secretHash) throw refuse('VERIFICATION_TOKEN_INVALID');
  if (user.status === 'suspended') throw refuse('USER_SUSPENDED');
  if (user.reset.expiresAt <= at) throw refuse('VERIFICATION_TOKEN_EXPIRED');
  const changed: UserEvent = { type: 'UserPasswordChanged', data: { passwordHash, how: 'reset', at } };
  if (user.status !== 'pending') return [changed];
  return [{ type: 'UserEmailVerified', data: { name: user.name, passwordHash, at } }, changed];
}
