import { isCoded, refuse } from '@platform/kernel';
import { currentTraceparent, gauge } from '@platform/telemetry';
import { Queue as BullQueue } from 'bullmq';
import type { AnyJob, Job } from './define-job.ts';
import { type Envelope, jobId, parsePayload } from './envelope.ts';
import type { Log } from './log.ts';
import { placeOf, redisConnection } from './redis.ts';
import { watchRedis } from './redis-up.ts';
import { within } from './within.ts';

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly completed: number;
  readonly failed: number;
}

export interface Queue {
  /**
   * Owes a job. Adding it again under the same id changes nothing, also after it has run (define-job.ts, Keep).
   * Raises VALIDATION_FAILED for a wrong payload, DEPENDENCY_UNAVAILABLE when Redis is away, TypeError for a job that the queue does not know.
   */
  add<Payload>(job: Job<Payload>, payload: Payload, options?: { readonly delay?: number }): Promise<void>;
  /** All jobs of the queue taken together. Raises DEPENDENCY_UNAVAILABLE when Redis is away. */
  counts(): Promise<JobCounts>;
  close(): Promise<void>;
}

const awayMs = 3_000;

/** Runs a command; whatever goes wrong with Redis is DEPENDENCY_UNAVAILABLE. */
async function ask<T>(what: string, command: () => Promise<T>): Promise<T> {
  try {
    return await within(awayMs, what, command());
  } catch (error) {
    if (isCoded(error)) throw error;
    throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'redis' }, cause: error });
  }
}

const sum = (all: readonly JobCounts[]): JobCounts =>
  all.reduce((a, b) => ({
    waiting: a.waiting + b.waiting,
    active: a.active + b.active,
    delayed: a.delayed + b.delayed,
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
  }));

export const countsOf = async (queue: BullQueue): Promise<JobCounts> => {
  const {
    waiting = 0,
    prioritized = 0,
    paused = 0,
    active = 0,
    delayed = 0,
    completed = 0,
    failed = 0,
  } = await queue.getJobCounts();
  return { waiting: waiting + prioritized + paused, active, delayed, completed, failed };
};

const readingsOf = (queue: string, counts: JobCounts) =>
  Object.entries(counts).map(([state, value]) => ({ labels: { queue, state }, value }));

/** Where this service puts what it owes. It connects by itself; Redis may be away when it starts. */
export function queue(redisUrl: string, jobs: readonly AnyJob[], log: Log): Queue {
  const place = placeOf(redisUrl);
  const connection = redisConnection(place, 'fail at once', log);
  const open = ({ name }: AnyJob): [string, BullQueue] => {
    const opened = new BullQueue(name, { connection: connection.redis, prefix: place.prefix });
    opened.on('error', () => {}); // the connection has said it
    return [name, opened];
  };
  const queues = new Map(jobs.map(open));
  const unwatchRedis = watchRedis(connection.redis);
  const unwatch = gauge('job_queue_jobs', 'Jobs by queue and state.', async () => {
    const counted = [...queues].map(async ([name, opened]) => readingsOf(name, await countsOf(opened)));
    return (await Promise.all(counted)).flat();
  });

  return {
    add: async (job, payload, { delay = 0 } = {}) => {
      const to = queues.get(job.name);
      if (!to) throw new TypeError(`the queue does not know the job ${job.name}`);
      const parsed = parsePayload(job, payload);
      const envelope: Envelope = { payload: parsed, traceparent: currentTraceparent() };
      const options = {
        jobId: jobId(job, parsed),
        delay,
        attempts: job.attempts,
        backoff: { type: 'ours' },
        removeOnComplete: { age: job.keep.seconds, count: job.keep.jobs },
        removeOnFail: { age: job.keep.seconds, count: job.keep.jobs },
      };
      await ask(`adding ${job.name}`, () => to.add(job.name, envelope, options));
    },
    counts: async () => sum(await ask('counting jobs', () => Promise.all([...queues.values()].map(countsOf)))),
    close: async () => {
      unwatch();
      unwatchRedis();
      await connection.letGo();
      await Promise.all(
        [...queues.values()].map((opened) => within(awayMs, 'closing', opened.close()).catch(() => {})),
      );
      connection.close();
    },
  };
}
