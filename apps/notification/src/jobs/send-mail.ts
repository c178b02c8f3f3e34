import { defineJob } from '@platform/jobs';
import { MINUTE } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Notification } from '../domain/notification.ts';

/**
 * A hint that a mail is due. What is owed stands in MongoDB alone: a lost job is made again by the sweep, one too many
 * finds nothing to do. Nothing is remembered of a finished job, since that would swallow the sweep's repetition.
 */
export const sendMailJob = defineJob({
  name: 'send-mail',
  payload: z.object({ notificationId: z.string(), version: z.number().int() }),
  id: ({ notificationId, version }) => `${notificationId}-${version}`,
  attempts: 3,
  backoff: { firstMs: 500, mostMs: 5_000 },
  keep: { seconds: 0, jobs: 0 },
});

/** Longer waits are left to the sweep: a job that waits for hours would only be one more thing to lose. */
const SOON = MINUTE;

/** Says that a mail is due, or soon will be. Redis may be away: then the sweep says it later. */
export async function hint({ queue, clock, log }: Context, { id, version, state }: Saved<Notification>): Promise<void> {
  if (!state.dueAt) return;
  const delay = Math.max(0, state.dueAt.getTime() - clock.now().getTime());
  if (delay > SOON) return;
  try {
    await queue.add(sendMailJob, { notificationId: id, version }, { delay });
  } catch (err) {
    log.warn({ err, notificationId: id }, 'no job could be made for a mail; the sweep will');
  }
}
