import { createHash, randomBytes } from 'node:crypto';
import { after, DAY, HOUR } from '@platform/kernel';
import { type Keyring, seal } from '@platform/sealed';
import type { MailedProof } from './domain/user.ts';

/** 256 bits from the system's generator, as text for a cookie or a link. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. It has 256 bits, so a plain hash cannot be searched. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export type MailPurpose = 'verify-email' | 'reset-password';

const lifetime: Readonly<Record<MailPurpose, number>> = { 'verify-email': DAY, 'reset-password': HOUR };

/**
 * A fresh secret for a mail: its hash for us, and the secret itself sealed for the notification service, which opens it
 * under the same context `<purpose>/<user id>`.
 */
export function mailProof(keys: Keyring, purpose: MailPurpose, userId: string, at: Date): MailedProof {
  const secret = newSecret();
  return {
    proof: { hash: hashOf(secret), expiresAt: after(at, lifetime[purpose]) },
    sealedSecret: seal(keys, secret, `${purpose}/${userId}`),
  };
}
