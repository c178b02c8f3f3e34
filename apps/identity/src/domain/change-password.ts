import { refuse } from '@platform/kernel';
import type { User, UserEvent } from './user.ts';

/**
 * Sets a new password after the old one was proved against `provedHash`. Ends every session; the present one is renewed
 * beside it. Raises CREDENTIALS_INVALID when the password changed between proof and write.
 */
export function changePassword(
  user: User,
  { provedHash, passwordHash, at }: { provedHash: string; passwordHash: string; at: Date },
): readonly UserEvent[] {
  mustBeActive(user);
  if (user.passwordHash !== provedHash) throw refuse('CREDENTIALS_INVALID');
  return [{ type: 'UserPasswordChanged', data: { passwordHash, how: 'change', at } }];
}

/** Raises USER_SUSPENDED or UNAUTHENTICATED unless the account may act. */
export function mustBeActive(user: User): void {
  if (user.status === 'suspended') throw refuse('USER_SUSPENDED');
  if (user.status !== 'active') throw refuse('UNAUTHENTICATED');
}
