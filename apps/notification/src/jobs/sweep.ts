import { setTimeout as pause } from 'node:timers/promises';
import { below } from '@platform/mongo';
import { withTraceparent } from '@platform/telemetry';
import type { Context } from '../context.ts';
import { hint } from '../hint.ts';

const AT_ONCE = 200;

/**
 * Makes the jobs of all mails that are due; harmless where there is one already. While as many jobs wait as mails are due it
 * makes none: in a queue that nobody works on they would only pile up. Gives how many it made.
 */
export async function sweep(context: Context): Promise<number> {
  const { notifications, clock, queue } = context;
  const due = await notifications.list(
    { 'state.dueAt': below(clock.now()) },
    { sort: { 'state.dueAt': 1 }, limit: AT_ONCE },
  );
  if (due.length === 0 || (await queue.counts()).waiting >= due.length) return 0;
  for (const mail of due) {
    await withTraceparent(mail.state.traceparent, 'sweep', {}, () => hint(context, mail), 'internal');
  }
  return due.length;
}

/**
 * Sweeps every so often until it is stopped. It is what makes Redis forgettable: mails are owed in MongoDB, and their jobs
 * are made again from there.
 */
export function startSweep(context: Context, everyMs: number): () => Promise<void> {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sweep(context).catch((err: unknown) => context.log.warn({ err }, 'sweep failed; the next one may not'));
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
}
