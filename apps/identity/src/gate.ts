import { refuse } from '@platform/kernel';

/** Lets so many pieces of work run at once; the others wait in order. Raises RATE_LIMITED when too many wait already. */
export function gate({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let running = 0;

  const enter = (): Promise<void> | undefined => {
    if (running < atOnce) {
      running += 1;
      return undefined;
    }
    if (queue.length >= waiting) {
      throw refuse('RATE_LIMITED', {
        metadata: { limit: String(waiting), window: '1', retry_after: '1' },
        retryAfterSeconds: 1,
      });
    }
    return new Promise((resolve) => queue.push(resolve));
  };
  // A free place goes to the next in line, so `running` stays as it is.
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
