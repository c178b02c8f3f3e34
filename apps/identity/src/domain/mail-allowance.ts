import { HOUR } from '@platform/kernel';
import type { User } from './user.ts';

/** Mails that anybody may cause for one address within an hour. Further requests are accepted and send nothing. */
export const MAILS_PER_HOUR = 5;

export const mayBeMailed = (user: User, at: Date): boolean =>
  user.mailsAt.filter((mailed) => at.getTime() - mailed.getTime() < HOUR).length < MAILS_PER_HOUR;
