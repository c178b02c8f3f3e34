import { gauge } from '@platform/telemetry';
import type { Redis } from 'ioredis';
import { within } from './within.ts';

/** Shorter than a reading is waited for: of one that comes too late the last value would go on being told. */
const patienceMs = 500;

/**
 * Tells whether Redis answers. Without it an outage would not be seen: `job_queue_jobs` goes on saying what was counted
 * last. Gives the function that ends it.
 */
export const watchRedis = (redis: Redis): (() => void) =>
  gauge('redis_up', 'Whether Redis, where the jobs are, answers: 1 or 0.', () =>
    within(patienceMs, 'asking redis', redis.ping()).then(
      () => 1,
      () => 0,
    ),
  );
