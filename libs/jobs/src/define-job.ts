import { SECOND } from '@platform/kernel';
import type { z } from 'zod';

/** How long to wait after a failed attempt: `firstMs`, then twice as long each time, at most `mostMs`. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** How long the id of a finished job is remembered, and of how many. Within that, adding it again changes nothing. */
export interface Keep {
  readonly seconds: number;
  readonly jobs: number;
}

/** A job is a name, a shape and an id; the id makes adding it twice harmless. */
export interface Job<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** Says which piece of work it is: `<owner id>-<part>`. Not empty, no `:`, not a whole number. */
  readonly id: (payload: Payload) => string;
  readonly attempts: number;
  readonly backoff: Backoff;
  readonly keep: Keep;
}

/** Any job, whatever its payload. */
export type AnyJob = Omit<Job<never>, 'id' | 'payload'>;

interface Given<Payload> extends Pick<Job<Payload>, 'name' | 'payload' | 'id'> {
  /** Default 5. */
  readonly attempts?: number;
  /** Default: 1 s, 2 s, 4 s … at most 5 min. */
  readonly backoff?: Partial<Backoff>;
  /** Default: three days, 20,000 jobs. */
  readonly keep?: Partial<Keep>;
}

const name = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Defines a job. Throws a TypeError when the name is not kebab-case. */
export function defineJob<Payload>(given: Given<Payload>): Job<Payload> {
  if (!name.test(given.name)) throw new TypeError(`${given.name} is not a job name like send-mail`);
  return {
    ...given,
    attempts: given.attempts ?? 5,
    backoff: { firstMs: SECOND, mostMs: 300 * SECOND, ...given.backoff },
    keep: { seconds: 3 * 24 * 3600, jobs: 20_000, ...given.keep },
  };
}

/** Wait after the n-th failed attempt, give or take a quarter. */
export const backoffMs = (failures: number, { firstMs, mostMs }: Backoff, random = Math.random): number =>
  Math.round(Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 40)) * (0.75 + random() / 2));
