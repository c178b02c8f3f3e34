export { type AnyJob, type Backoff, defineJob, type Job, type Keep } from './define-job.ts';
export type { Log } from './log.ts';
export { type JobCounts, type Queue, queue } from './queue.ts';
export { type Place, placeOf } from './redis.ts';
export { type JobHandler, type Run, type Worker, type WorkerOptions, worker } from './worker.ts';
