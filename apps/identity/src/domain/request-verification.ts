import { mayBeMailed } from './mail-allowance.ts';
import type { MailedProof, User, UserEvent } from './user.ts';

/** Sends the proof of the latest sign-up again, under a fresh secret. Nothing to verify: nothing happens. */
export function requestVerification(user: User, mailedProof: MailedProof, at: Date): readonly UserEvent[] {
  if (user.status !== 'pending' || !mayBeMailed(user, at)) return [];
  const { name, passwordHash } = user;
  return [{ type: 'UserVerificationRequested', data: { ...mailedProof, name, passwordHash, at } }];
}
