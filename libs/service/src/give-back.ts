import type { Logger } from '@platform/telemetry';

export interface RestTiming {
  readonly lookEveryMs: number;
  /** How many looks in a row must find nothing to do. */
  readonly quietLooks: number;
}

const usual: RestTiming = { lookEveryMs: 2_000, quietLooks: 3 };
/** A share of one core that is more than heartbeats need. */
const work = 0.05;

/**
 * Says when a process that had much to do has come to rest, once for each time. It is told at each look which share of a
 * core was used since the last one.
 */
export function comesToRest(quietLooks: number): (share: number) => boolean {
  let worked = true;
  let quiet = 0;
  return (share) => {
    quiet = share < work ? quiet + 1 : 0;
    worked ||= quiet === 0;
    if (!worked || quiet < quietLooks) return false;
    worked = false;
    return true;
  };
}

/**
 * Gives the memory that a rush has taken back to the system once the process rests; by themselves the heap and the C
 * library keep it for the next rush. Whoever asks in just that moment waits a tenth of a second, so it is done where a
 * process was started with `--expose-gc`, and nowhere else.
 */
export async function giveBackAtRest(
  log: Pick<Logger, 'debug'>,
  timing = usual,
  collect = globalThis.gc,
): Promise<void> {
  if (!collect) return;
  // Loaded only where it is used: it costs a process a megabyte.
  const { mallocTrim } = await import('./malloc-trim.ts');
  const trim = await mallocTrim();
  const rests = comesToRest(timing.quietLooks);
  let [used, at] = [cpuMs(), performance.now()];
  const look = (): void => {
    const share = (cpuMs() - used) / (performance.now() - at);
    if (rests(share)) {
      const before = process.memoryUsage.rss();
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
      const collected = process.memoryUsage.rss();
      trim?.();
      log.debug({ before, collected, after: process.memoryUsage.rss() }, 'gave memory back');
    }
    // What the collection itself has used is no work.
    [used, at] = [cpuMs(), performance.now()];
  };
  setInterval(look, timing.lookEveryMs).unref();
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
