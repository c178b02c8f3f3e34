import { createHash, randomBytes } from 'node:crypto';
import { after, DAY, HOUR } from '@platform/kernel';
import { type Keyring, seal } from '@platform/sealed';
import type { MailedProof, MailedProofs } from './domain/user.ts';

/** 256 bits from the system's generator, as text for a cookie or a link. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. It has 256 bits, so a plain hash cannot be searched. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

type MailPurpose = 'verify-email' | 'reset-password';

/** NOTE: a link that sets a password holds no shorter than its mails are counted (`domain/mail-allowance.ts`). */
const lifetime: Readonly<Record<MailPurpose, number>> = { 'verify-email': DAY, 'reset-password': HOUR };

/**
 * A fresh secret for a mail: its hash for us, and the secret itself sealed for the notification service, which opens it
 * under the same context `<purpose>/<user id>`.
 */
function mailProof(keys: Keyring, purpose: MailPurpose, userId: string, at: Date): MailedProof {
  const secret = newSecret();
  return {
    proof: { hash: hashOf(secret), expiresAt: after(at, lifetime[purpose]) },
    sealedSecret: seal(keys, secret, `${purpose}/${userId}`),
  };
}

/** A fresh secret for either mail that may have to be sent to this user. */
export const mailProofs = (keys: Keyring, userId: string, at: Date): MailedProofs => ({
  verification: mailProof(keys, 'verify-email', userId, at),
  reset: mailProof(keys, 'reset-password', userId, at),
});
