import { setTimeout as pause } from 'node:timers/promises';

/** Settles when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The outcome of the work, or the signal's reason when that comes first; the work itself goes on. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Asks again and again until the answer is true; raises the last error, or says that time ran out. */
export async function eventually(check: () => Promise<boolean>, withinMs: number, everyMs = 40): Promise<void> {
  const end = Date.now() + withinMs;
  let last: unknown = new Error(`not within ${withinMs} ms`);
  for (;;) {
    try {
      if (await check()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw last;
    await pause(everyMs);
  }
}
