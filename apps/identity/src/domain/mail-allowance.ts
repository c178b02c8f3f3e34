import { HOUR } from '@platform/kernel';

/** What a mail is for: the proof of an address, the choice of a password for it, a reset, or news of a repeated sign-up. */
export type MailKind = 'verification' | 'choice' | 'reset' | 'notice';

export interface Mailed {
  readonly kind: MailKind;
  readonly at: Date;
}

/**
 * Mails of one kind that anybody may cause for one address within an hour. Further requests are accepted and send
 * nothing. Each kind is counted alone: whoever uses up one keeps nobody from another. A link that chooses or resets a
 * password holds for an hour as well, so that one of them is always in the mailbox when no more are sent.
 */
export const MAILS_PER_HOUR = 5;

/** The mails of the last hour: the others no longer count. */
export const lately = (mails: readonly Mailed[], at: Date): readonly Mailed[] =>
  mails.filter((mailed) => at.getTime() - mailed.at.getTime() < HOUR);

export const mayBeMailed = ({ mails }: { readonly mails: readonly Mailed[] }, kind: MailKind, at: Date): boolean =>
  lately(mails, at).filter((mailed) => mailed.kind === kind).length < MAILS_PER_HOUR;
