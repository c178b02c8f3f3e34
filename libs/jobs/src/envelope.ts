import { refuse } from '@platform/kernel';
import type { Job } from './define-job.ts';

/** What is stored in Redis. */
export interface Envelope {
  readonly payload: unknown;
  /** The trace in which the job was added. */
  readonly traceparent: string;
}

/** Checks a payload. Raises VALIDATION_FAILED naming each wrong field. */
export function parsePayload<Payload>(job: Job<Payload>, payload: unknown): Payload {
  const read = job.payload.safeParse(payload);
  if (read.success) return read.data;
  throw refuse('VALIDATION_FAILED', {
    detail: `The payload of the job ${job.name} is not as it must be.`,
    fields: read.error.issues.map(({ path, code, message }) => ({
      field: `/${path.join('/')}`,
      reason: code.toUpperCase(),
      detail: message,
    })),
  });
}

/** The id of a job. Throws a TypeError for one that BullMQ would refuse or renumber. */
export function jobId<Payload>(job: Job<Payload>, payload: Payload): string {
  const id = job.id(payload);
  if (id === '' || id.includes(':') || /^\d+$/.test(id)) {
    throw new TypeError(`job ${job.name}: the id ${JSON.stringify(id)} is empty, has a colon or is a number`);
  }
  return id;
}
