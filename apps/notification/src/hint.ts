import { MINUTE } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Notification } from './domain/notification.ts';
import { sendMailJob } from './jobs/send-mail.ts';

/** Longer waits are left to the sweep: a job that waits for hours would only be one more thing to lose. */
const SOON = MINUTE;

/** Says that a mail is due, or soon will be. Redis may be away: then the sweep says it later. */
export async function hint({ queue, clock, log }: Context, { id, version, state }: Saved<Notification>): Promise<void> {
  if (!state.dueAt) return;
  const madeAt = clock.now().getTime();
  const delay = Math.max(0, state.dueAt.getTime() - madeAt);
  if (delay > SOON) return;
  try {
    await queue.add(sendMailJob, { notificationId: id, version, madeAt }, { delay });
  } catch (err) {
    log.warn({ err, notificationId: id }, 'no job could be made for a mail; the sweep will');
  }
}
