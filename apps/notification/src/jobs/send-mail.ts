import { defineJob } from '@platform/jobs';
import { SECOND } from '@platform/kernel';
import { z } from 'zod';

/**
 * A hint that a mail is due. What is owed stands in MongoDB alone: a lost job is made again by the sweep, one too many
 * finds nothing to do. Nothing is remembered of a finished job, since that would swallow the sweep's repetition. For the same
 * reason the id says in which ten seconds it was made: what a Redis that lost half its keys still holds of a job blocks none after.
 */
export const sendMailJob = defineJob({
  name: 'send-mail',
  payload: z.object({ notificationId: z.string(), version: z.number().int(), madeAt: z.number().int() }),
  id: ({ notificationId, version, madeAt }) => `${notificationId}-${version}-${Math.floor(madeAt / (10 * SECOND))}`,
  attempts: 3,
  backoff: { firstMs: 500, mostMs: 5_000 },
  keep: { seconds: 0, jobs: 0 },
});
