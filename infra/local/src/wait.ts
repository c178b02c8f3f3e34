import { setTimeout as pause } from 'node:timers/promises';

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
