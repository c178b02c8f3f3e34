import { mayBeMailed } from './mail-allowance.ts';
import type { MailedProof, User, UserEvent } from './user.ts';

/** Sends a reset mail; a newer one replaces the older. Unknown and suspended users get none, and nobody is told so. */
export function requestPasswordReset(user: User, mailedProof: MailedProof, at: Date): readonly UserEvent[] {
  const reachable = user.status === 'active' || user.status === 'pending';
  if (!reachable || !mayBeMailed(user, 'reset', at)) return [];
  return [{ type: 'UserPasswordResetRequested', data: { ...mailedProof, at } }];
}
