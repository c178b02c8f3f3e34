import { after, HOUR, neverReached } from '@platform/kernel';
import type { Notification, NotificationEvent } from './notification.ts';

/** Attempts of a round (contract §5.6). With the waits between them they fit into the provider's 24 h. */
export const ATTEMPTS = 8;
const LONGEST_WAIT = 7 * HOUR;
const GROWTH = 6;

/** What came of handing a mail to the provider. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  /** Trouble that may pass: a limit, a breakdown, no answer. */
  | { readonly kind: 'trouble'; readonly problem: string; readonly retryAfterMs?: number | undefined }
  /** The mail itself is refused: repeating it would not mend it. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface SettleMail {
  readonly outcome: Outcome;
  /** The attempt that had this outcome. */
  readonly attempt: number;
  /** Wait after the first failed attempt; six times as long after each further one. */
  readonly firstWaitMs: number;
  /** From 0 to 1. */
  readonly chance: number;
  readonly at: Date;
}

/**
 * Records an outcome. An acceptance always counts, however late it comes; trouble counts only for the attempt that is under
 * way, so that a process that was given up cannot disturb the one that took over.
 */
export function settleMail(mail: Notification, command: SettleMail): readonly NotificationEvent[] {
  const { outcome, attempt, at } = command;
  if (mail.status === 'sent' || mail.status === 'absent') return [];
  if (outcome.kind === 'accepted') {
    return [{ type: 'NotificationSent', data: { providerId: outcome.providerId, at } }];
  }
  if (mail.status !== 'sending' || mail.attempts !== attempt) return [];
  const { problem } = outcome;
  switch (outcome.kind) {
    case 'refused':
      return [{ type: 'NotificationFailed', data: { problem, at } }];
    case 'trouble': {
      if (attempt >= ATTEMPTS) return [{ type: 'NotificationFailed', data: { problem, at } }];
      const wait = Math.max(waitAfter(command), outcome.retryAfterMs ?? 0);
      return [{ type: 'NotificationPostponed', data: { problem, dueAt: after(at, wait) } }];
    }
    default:
      return neverReached(outcome);
  }
}

/** Grows with each attempt, give or take a tenth, so that mails that failed together do not come back together. */
const waitAfter = ({ attempt, firstWaitMs, chance }: SettleMail): number =>
  Math.round(Math.min(LONGEST_WAIT, firstWaitMs * GROWTH ** (attempt - 1)) * (0.9 + chance / 5));
