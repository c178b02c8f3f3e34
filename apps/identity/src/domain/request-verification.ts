import { mayBeMailed } from './mail-allowance.ts';
import type { MailedProof, User, UserEvent } from './user.ts';

/** Sends the proof of the latest sign-up again, under a fresh secret. Nothing to verify: nothing happens. */
export function requestVerification(user: User, mailedProof: MailedProof, at: Date): readonly UserEvent[] {
  const latest = user.pendingSignUps.at(-1);
  if (user.status !== 'pending' || !latest || !mayBeMailed(user, at)) return [];
  const { name, passwordHash } = latest;
  return [{ type: 'UserVerificationRequested', data: { ...mailedProof, name, passwordHash, at } }];
}
