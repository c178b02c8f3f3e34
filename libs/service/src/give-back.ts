import type { Logger } from '@platform/telemetry';

export interface RestTiming {
  readonly lookEveryMs: number;
  /** How many looks in a row must find nothing to do. */
  readonly quietLooks: number;
}

const usual: RestTiming = { lookEveryMs: 2_000, quietLooks: 3 };
/** A share of one core that is more than heartbeats need. */
const work = 0.05;
/** Bytes. A collection takes a tenth of a second of the processor, however little it finds. */
const worth = 16 * 2 ** 20;

/** Says whether a process rests. It is told at each look which share of a core was used since the last one. */
export function comesToRest(quietLooks: number): (share: number) => boolean {
  let quiet = 0;
  return (share) => {
    quiet = share < work ? quiet + 1 : 0;
    return quiet >= quietLooks;
  };
}

/** Whether a process that holds so many bytes is asked for some; `least`: what it held after the last time, 0 before the first. */
export const isWorthIt = (held: number, least: number): boolean => held >= least + worth;

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
  let least = 0;
  const look = (): void => {
    const share = (cpuMs() - used) / (performance.now() - at);
    const before = process.memoryUsage.rss();
    if (rests(share) && isWorthIt(before, least)) {
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
      const collected = process.memoryUsage.rss();
      trim?.();
      least = process.memoryUsage.rss();
      log.debug({ before, collected, after: least }, 'gave memory back');
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
