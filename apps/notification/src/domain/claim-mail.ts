import { after, HOUR, SECOND } from '@platform/kernel';
import type { Notification, NotificationEvent } from './notification.ts';
import { ATTEMPTS } from './settle-mail.ts';

/** For how long one process alone may send a mail; longer than the provider may take to answer (SEND_TIMEOUT_MS). */
export const LEASE = 15 * SECOND;
/** The provider knows a key for 24 h. Later a repetition would be a second mail, so there is none. */
export const KEY_LIFETIME = 23 * HOUR;

export interface ClaimMail {
  readonly to: string;
  /** Used by the first attempt of a round; further ones send the same bytes again. */
  readonly sealedMail: Buffer;
  readonly at: Date;
}

export const isDue = (mail: Notification, at: Date): boolean =>
  (mail.status === 'queued' || mail.status === 'sending') && mail.dueAt !== undefined && mail.dueAt <= at;

/**
 * Takes a mail to send it. Nothing happens when it is not due: another process has it, or it was sent. A mail that must not
 * be tried again fails, for all to see.
 */
export function claimMail(mail: Notification, { to, sealedMail, at }: ClaimMail): readonly NotificationEvent[] {
  if (!isDue(mail, at)) return [];
  const problem = obstacle(mail, at);
  if (problem) return [{ type: 'NotificationFailed', data: { problem, at } }];
  const pinned = mail.sealedMail ?? sealedMail;
  return [
    { type: 'NotificationClaimed', data: { to: mail.to || to, sealedMail: pinned, leaseUntil: after(at, LEASE), at } },
  ];
}

function obstacle(mail: Notification, at: Date): string | undefined {
  if (mail.expiresAt && mail.expiresAt <= at) return 'EXPIRED: what the mail offers has run out';
  if (mail.attempts >= ATTEMPTS) return `ATTEMPTS_EXHAUSTED: ${mail.lastProblem || 'no answer'}`;
  const started = mail.firstAttemptAt?.getTime();
  const tooOld = started !== undefined && at.getTime() - started >= KEY_LIFETIME;
  return tooOld ? `TOO_LATE_TO_REPEAT: ${mail.lastProblem || 'no answer'}` : undefined;
}

/** Fails a mail that cannot even be written. */
export const giveUp = (mail: Notification, problem: string, at: Date): readonly NotificationEvent[] =>
  isDue(mail, at) ? [{ type: 'NotificationFailed', data: { problem, at } }] : [];
