import type { z } from 'zod';

/** The part of a logger that this library uses; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A job is a name, a shape and an id; the id makes adding it twice harmless. */
export interface Job<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** Deterministic. No `:`, and not a whole number. */
  readonly id: (payload: Payload) => string;
  readonly attempts: number;
  /** Wait before the second attempt; doubled for each further one, with jitter. */
  readonly backoff: { readonly firstMs: number; readonly mostMs: number };
}
/** Any job, whatever its payload. */
export type AnyJob = Pick<Job, 'name' | 'attempts' | 'backoff'>;

export declare function defineJob<Payload>(job: {
  name: string;
  payload: z.ZodType<Payload>;
  id: (payload: Payload) => string;
  attempts?: number;
  backoff?: { firstMs?: number; mostMs?: number };
}): Job<Payload>;

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly completed: number;
  readonly failed: number;
}
export interface Queue {
  /** Owes the job once. Adding it again under the same id changes nothing. */
  add<Payload>(job: Job<Payload>, payload: Payload, options?: { delay?: number }): Promise<void>;
  counts(): Promise<JobCounts>;
  close(): Promise<void>;
}
export declare function queue(redisUrl: string, jobs: readonly AnyJob[], log: Log): Queue;

export interface Run {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}
export type JobHandler<Payload> = (payload: Payload, run: Run) => Promise<void>;
export interface Worker {
  /** Resolves when no job is waiting or running (delayed jobs that are due later do not count). */
  settle(): Promise<void>;
  stop(): Promise<void>;
}
/** `worker(redisUrl, [[sendMail, async (payload, run) => …]], log)` */
export declare function worker<Payloads extends readonly unknown[]>(
  redisUrl: string,
  handlers: { readonly [K in keyof Payloads]: readonly [job: Job<Payloads[K]>, handler: JobHandler<Payloads[K]>] },
  log: Log,
): Worker;
