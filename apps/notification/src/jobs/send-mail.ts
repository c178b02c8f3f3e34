import { defineJob } from '@platform/jobs';
import { z } from 'zod';

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
