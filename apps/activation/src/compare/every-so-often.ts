import { newId, SECOND } from '@platform/kernel';
import { type Leases, leases, type Mongo } from '@platform/mongo';
import type { Logger } from '@platform/telemetry';
import type { Compare } from './comparer.ts';
import { type Comparison, leftToAnother } from './comparison.ts';
import { watchCompared, watchDiffering } from './telemetry.ts';

export interface Comparing {
  /** Compares now, beside what is done every so often. */
  readonly now: Compare;
  stop(): Promise<void>;
}

export interface Often {
  readonly mongo: Mongo;
  readonly compare: Compare;
  /** 0: only when asked. */
  readonly everyMs: number;
  readonly log: Logger;
  /** Ends what is under way. */
  readonly end: AbortController;
}

const right = 'facts/compare';

/** Compares and repairs every so often, one instance at a time: whoever did it last goes on, while it lives. */
export function everySoOften({ mongo, compare, everyMs, log, end }: Often): Comparing {
  const owner = newId('job');
  const held = rights(mongo);
  let last: Comparison | undefined;
  let running: Promise<void> | undefined;
  /** When all owners were last compared; before that, since when they could have been. */
  let whole = performance.now();

  const now: Compare = async (options) => {
    last = withWhatWasKnown(await compare(options), last);
    if (last.unreachable.length === 0) whole = performance.now();
    return last;
  };
  const turn = async () => {
    if (await held.take(right, owner, 1.5 * everyMs)) await now({ repair: true, ownersWin: false });
    // Another instance looks after them, and says what it finds.
    else last = last && leftToAnother(last);
  };
  const unlessEnded = (err: unknown) => {
    if (!end.signal.aborted) log.warn({ err }, 'facts not compared; trying again');
  };
  const tick = () => {
    running ??= turn()
      .catch(unlessEnded)
      .finally(() => {
        running = undefined;
      });
  };
  const timer = everyMs > 0 ? setInterval(tick, everyMs) : undefined;
  timer?.unref();
  const unwatch = [watchDiffering(() => last), watchCompared(() => (performance.now() - whole) / SECOND)];
  return {
    now,
    async stop() {
      clearInterval(timer);
      end.abort();
      await running;
      for (const end of unwatch) end();
      await held.release(right, owner).catch(() => {});
    },
  };
}

function rights({ connection: { db } }: Mongo): Leases {
  if (!db) throw new TypeError('comparing facts needs an open connection');
  return leases(db);
}

/** Of an owner that could not be asked the last word stays. */
function withWhatWasKnown(fresh: Comparison, before: Comparison | undefined): Comparison {
  return fresh.unreachable.length === 0 ? fresh : { ...fresh, kinds: { ...before?.kinds, ...fresh.kinds } };
}
