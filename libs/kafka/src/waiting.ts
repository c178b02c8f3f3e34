import { setTimeout as timer } from 'node:timers/promises';

/** Resolves after some milliseconds, or at once when the signal is aborted. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await timer(milliseconds, undefined, { signal }).catch(() => {});
};

/** Doubles from `firstMs` to `mostMs`, give or take a quarter, so that those who failed together do not return together. */
export const backoffMs = (failures: number, firstMs: number, mostMs: number): number =>
  Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30)) * (0.75 + Math.random() / 2);

/** Something that one waits for and others ring. A ring while nobody waits is kept for the next who does. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, at the latest after some milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

export function bell(): Bell {
  let rung = false;
  let wake = () => {};
  return {
    ring: () => {
      rung = true;
      wake();
    },
    wait: async (milliseconds) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timeout);
            resolve();
          };
        });
      }
      rung = false;
      wake = () => {};
    },
  };
}

/** What the work gives, or an error when it takes longer than that. The work itself cannot be stopped. */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timeout);
  }
}
