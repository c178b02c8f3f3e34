import type { Time } from '../time.ts';
import type { ActivationRequest, Door, Outcome } from './outcome.ts';

/** Pauses before the second, third and fourth attempt (contract §6.3), with up to a fifth of jitter. */
const pauses = [200, 1_000, 3_000];
const patienceMs = 10_000;
/** How long one attempt may take, and how much must be left for it to be worth while. */
export const attemptMs = 3_000;
const shortestMs = 100;

/** Asks until there is a verdict; trouble is tried again three times, ten seconds in all. */
export async function activatePatiently(door: Door, request: ActivationRequest, time: Time): Promise<Outcome> {
  const end = time.monotonic() + patienceMs;
  const left = () => end - time.monotonic();
  const ask = () => door.activate(request, Math.max(1, Math.floor(Math.min(attemptMs, left()))));
  let outcome = await ask();
  for (const milliseconds of pauses) {
    const wait = milliseconds * (1 + time.chance() / 5);
    if (outcome.kind !== 'trouble' || left() - wait < shortestMs) return outcome;
    await time.wait(wait);
    outcome = await ask();
  }
  return outcome;
}
