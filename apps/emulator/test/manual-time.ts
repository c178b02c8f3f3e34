import { after, type Clock } from '@platform/kernel';
import type { Time } from '../src/time.ts';

/** Time that passes only when it is told to, and then does what is due, in order. */
export interface ManualTime {
  /** The true time: that of the server. */
  readonly now: () => Date;
  /** The clock of this machine. */
  readonly clock: Clock;
  readonly time: Time;
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Turns the clock of this machine, forward or back. */
  readonly turn: (milliseconds: number) => void;
}

export function manualTime(start: Date): ManualTime {
  let elapsed = 0;
  let turned = 0;
  let waiting: readonly { readonly at: number; readonly work: () => void | Promise<void> }[] = [];
  const due = (until: number) => waiting.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)[0];
  return {
    now: () => after(start, elapsed),
    clock: { now: () => after(start, elapsed + turned) },
    time: {
      wait: async (milliseconds) => {
        elapsed += milliseconds;
      },
      later: (milliseconds, work) => {
        const one = { at: elapsed + milliseconds, work };
        waiting = [...waiting, one];
        return () => {
          waiting = waiting.filter((other) => other !== one);
        };
      },
      monotonic: () => elapsed,
      chance: () => 0.5,
    },
    pass: async (milliseconds) => {
      const until = elapsed + milliseconds;
      for (let next = due(until); next; next = due(until)) {
        const { at, work } = next;
        waiting = waiting.filter((other) => other !== next);
        elapsed = Math.max(elapsed, at);
        await work();
      }
      elapsed = Math.max(elapsed, until);
    },
    turn: (milliseconds) => {
      turned += milliseconds;
    },
  };
}
