import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds. Default: 40,000, which only a failure waits for. */
  readonly within?: number;
}

/**
 * Waits until the check passes and gives its value: it passes when it neither throws nor gives `false`.
 * Raises the last failure when the time is over.
 */
export async function eventually<T>(check: () => T | Promise<T>, { within = 40_000 }: Patience = {}): Promise<T> {
  const giveUpAt = performance.now() + within;
  for (let interval = 5; ; interval = Math.min(interval * 2, 50)) {
    const outcome = await tried(check);
    if ('value' in outcome) return outcome.value;
    if (performance.now() >= giveUpAt) throw tooLate(within, outcome.failure);
    await pause(interval);
  }
}

async function tried<T>(check: () => T | Promise<T>): Promise<{ value: T } | { failure: unknown }> {
  try {
    const value = await check();
    return value === false ? { failure: 'it stayed false' } : { value };
  } catch (failure) {
    return { failure };
  }
}

function tooLate(within: number, failure: unknown): Error {
  const last = failure instanceof Error ? failure.message : String(failure);
  return new Error(`not within ${within} ms; at last: ${last}`, { cause: failure });
}
