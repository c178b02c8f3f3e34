import { isCoded } from '@platform/kernel';
import { counter, withTraceparent } from '@platform/telemetry';
import { type Job as BullJob, Queue as BullQueue, Worker as BullWorker, UnrecoverableError } from 'bullmq';
import { backoffMs, type Job } from './define-job.ts';
import { type Envelope, parsePayload } from './envelope.ts';
import type { Log } from './log.ts';
import { countsOf } from './queue.ts';
import { type Place, placeOf, redisConnection } from './redis.ts';
import { within } from './within.ts';

/** One attempt at a job. */
export interface Run {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** When this one fails the job has failed. */
  readonly lastAttempt: boolean;
}

/** Does what a job says. It may run again after a crash, so its effect must be harmless to repeat. */
export type JobHandler<Payload> = (payload: Payload, run: Run) => Promise<void>;

export interface Worker {
  /** Resolves when nothing waits, runs or is about to be repeated. Jobs that were added with a delay do not count. */
  settle(): Promise<void>;
  /** Finishes the jobs that are running, for at most ten seconds. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** How many jobs of one name run at the same time. */
  readonly concurrency?: number;
  /** A job whose worker says nothing for so long is given to another one. */
  readonly lockMs?: number;
}

const runs = counter(
  'job_runs_total',
  'Attempts at jobs by queue and outcome; one that was given up is not tried again.',
);
const outcomes = ['done', 'failed', 'given_up'] as const;

const ran = (queue: string, outcome: (typeof outcomes)[number], times = 1): void => runs.add(times, { queue, outcome });

/** Runs one attempt. A payload that is not (or no longer) as it must be fails at once: repeating would not mend it. */
async function attempt<Payload>(
  job: Job<Payload>,
  handler: JobHandler<Payload>,
  stored: BullJob<Envelope>,
  log: Log,
): Promise<void> {
  const run: Run = {
    id: stored.id ?? '',
    attempt: stored.attemptsMade + 1,
    lastAttempt: stored.attemptsMade + 1 >= (stored.opts.attempts ?? 1),
  };
  const { payload, traceparent } = stored.data;
  await withTraceparent(traceparent, `job ${job.name}`, { 'job.id': run.id, 'job.attempt': run.attempt }, async () => {
    try {
      await handler(parsed(job, payload), run);
      ran(job.name, 'done');
    } catch (error) {
      const over = run.lastAttempt || error instanceof UnrecoverableError;
      ran(job.name, over ? 'given_up' : 'failed');
      const given = { job: job.name, ...run, err: error };
      if (over) log.error(given, 'job failed for good');
      else log.warn(given, 'job failed; it will be tried again');
      throw error;
    }
  });
}

function parsed<Payload>(job: Job<Payload>, payload: unknown): Payload {
  try {
    return parsePayload(job, payload);
  } catch (error) {
    throw isCoded(error) ? new UnrecoverableError(`${error.message} ${JSON.stringify(error.fields)}`) : error;
  }
}

interface Hand {
  readonly settled: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** Nothing waits, runs or is to be repeated. A job that left the delayed ones, ran and failed while we looked was seen nowhere. */
async function isSettled(queue: BullQueue, begun: () => number): Promise<boolean> {
  const repeating = async (): Promise<boolean> =>
    (await queue.getDelayed()).some((delayed) => delayed.attemptsMade > 0);
  const busy = async (): Promise<boolean> => {
    const { waiting, active } = await countsOf(queue);
    return waiting + active > 0;
  };
  const before = begun();
  return !(await busy()) && !(await repeating()) && !(await busy()) && begun() === before;
}

/** The worker of one job name. */
function hand<Payload>(
  place: Place,
  [job, handler]: readonly [Job<Payload>, JobHandler<Payload>],
  { concurrency = 4, lockMs = 10_000 }: WorkerOptions,
  log: Log,
): Hand {
  const connection = redisConnection(place, 'wait', log);
  const { redis } = connection;
  const { prefix } = place;
  const queue = new BullQueue(job.name, { connection: redis, prefix });
  // Told from the start: of a count that comes up at 1 nobody sees that it grew.
  for (const outcome of outcomes) ran(job.name, outcome, 0);
  let begun = 0;
  const work = (stored: BullJob<Envelope>): Promise<void> => {
    begun += 1;
    return attempt(job, handler, stored, log);
  };
  const worker = new BullWorker<Envelope>(job.name, work, {
    connection: redis,
    prefix,
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: 100,
    drainDelay: 2,
    runRetryDelay: 500,
    settings: { backoffStrategy: (failures) => backoffMs(failures, job.backoff) },
  });
  queue.on('error', () => {}); // the connection has said it
  worker.on('error', () => {});
  worker.on('stalled', (id) => log.warn({ job: job.name, id }, 'job was left behind by its worker; it runs again'));

  return {
    settled: () => isSettled(queue, () => begun),
    stop: async () => {
      await connection.letGo();
      await within(10_000, 'stopping', worker.close()).catch((error) =>
        log.warn({ job: job.name, err: error }, 'worker did not stop cleanly'),
      );
      await within(2_000, 'closing', queue.close()).catch(() => {});
      connection.close();
    },
  };
}

const settlePollMs = 25;

/** Works on jobs: `worker(redisUrl, [[sendMail, (payload, run) => …]], log)`. Redis may be away when it starts, and come back. */
export function worker<Payloads extends readonly unknown[]>(
  redisUrl: string,
  handlers: { readonly [K in keyof Payloads]: readonly [job: Job<Payloads[K]>, handler: JobHandler<Payloads[K]>] },
  log: Log,
  options: WorkerOptions = {},
): Worker {
  const place = placeOf(redisUrl);
  const hands = handlers.map((pair) => hand(place, pair, options, log));
  const settled = async (): Promise<boolean> => (await Promise.all(hands.map((one) => one.settled()))).every(Boolean);

  return {
    settle: async () => {
      while (!(await settled())) await new Promise((resolve) => setTimeout(resolve, settlePollMs));
    },
    stop: async () => {
      await Promise.all(hands.map((one) => one.stop()));
    },
  };
}
