import { worker } from '../src/index.ts';
import { log, sendMail } from './given.ts';

/** A worker that says when it has a job, and never finishes it: to be killed. */
worker(
  process.argv[2] ?? '',
  [
    [
      sendMail,
      () => {
        process.stdout.write('started\n');
        return new Promise(() => {});
      },
    ],
  ],
  log,
  { lockMs: 2_000 },
);
