import { setTimeout as pause } from 'node:timers/promises';

/** How time passes: a test lets it pass itself. */
export interface Time {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Does the work after a while, unless it is called off by what this gives. It keeps no process alive. */
  readonly later: (milliseconds: number, work: () => void | Promise<void>) => () => void;
  readonly monotonic: () => number;
  /** From 0 to 1, never 1. */
  readonly chance: () => number;
}

export const realTime: Time = {
  wait: (milliseconds) => pause(milliseconds),
  later: (milliseconds, work) => {
    const timer = setTimeout(() => void work(), milliseconds).unref();
    return () => clearTimeout(timer);
  },
  monotonic: () => performance.now(),
  chance: Math.random,
};
