import { setTimeout as pause } from 'node:timers/promises';

/** Answers no sooner than the floor, so that the time of an answer does not tell what was done for it. */
export const evenly =
  (floorMs: number) =>
  async <T>(work: () => Promise<T>): Promise<T> => {
    const [value] = await Promise.all([work(), pause(floorMs)]);
    return value;
  };
