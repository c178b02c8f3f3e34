import { mayBeMailed } from './mail-allowance.ts';
import { requestPasswordChoice } from './request-password-choice.ts';
import type { MailedProofs, User, UserEvent } from './user.ts';

/**
 * Sends the proof of the sign-up again, under a fresh secret; when several sign-ups made all of them void, a mail that
 * lets its reader choose the password. Nothing to verify: nothing happens.
 */
export function requestVerification(user: User, mailedProofs: MailedProofs, at: Date): readonly UserEvent[] {
  if (user.status !== 'pending') return [];
  const signUp = user.pendingSignUps.at(-1);
  if (!signUp) return requestPasswordChoice(user, { name: user.name, mailedProof: mailedProofs.reset, at });
  if (!mayBeMailed(user, 'verification', at)) return [];
  const { name, passwordHash } = signUp;
  return [{ type: 'UserVerificationRequested', data: { ...mailedProofs.verification, name, passwordHash, at } }];
}
