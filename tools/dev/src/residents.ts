import type { Resident } from './resident.ts';

/**
 * Starts wave after wave; the residents of one wave side by side. When one fails, or the signal comes first, all that
 * run are stopped.
 */
export async function startAll(
  residents: readonly Resident[],
  log: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const giveUp = () => void stopAll(residents);
  signal.addEventListener('abort', giveUp);
  try {
    for (const wave of wavesOf(residents)) {
      signal.throwIfAborted();
      await together(wave, (each) => timed(each, log));
    }
    signal.throwIfAborted();
  } catch (error) {
    await stopAll(residents);
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Stops in the reverse order of the start: doors to the outside first. */
export async function stopAll(residents: readonly Resident[]): Promise<void> {
  for (const wave of wavesOf(residents).reverse()) await Promise.allSettled(wave.map((each) => each.stop()));
}

function wavesOf(residents: readonly Resident[]): Resident[][] {
  const numbers = [...new Set(residents.map(({ wave }) => wave))].sort((a, b) => a - b);
  return numbers.map((number) => residents.filter(({ wave }) => wave === number));
}

/** Waits for all, also when one fails early: nothing may start behind the back of a stop. */
async function together(wave: readonly Resident[], work: (each: Resident) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(wave.map(work));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function timed(each: Resident, log: (line: string) => void): Promise<void> {
  const began = performance.now();
  await each.start();
  log(`${each.name} is ready in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
