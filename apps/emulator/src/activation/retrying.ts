import type { Time } from '../time.ts';
import type { ActivationRequest, Door, Outcome } from './outcome.ts';

/** Pauses before the second, third and fourth attempt (contract §6.3), with up to a fifth of jitter. */
const pauses = [200, 1_000, 3_000];
const patienceMs = 10_000;

/** Asks until there is a verdict; trouble is tried again three times, ten seconds in all. */
export async function activatePatiently(door: Door, request: ActivationRequest, time: Time): Promise<Outcome> {
  const begun = time.monotonic();
  let outcome = await door.activate(request);
  for (const milliseconds of pauses) {
    const wait = milliseconds * (1 + time.chance() / 5);
    if (outcome.kind !== 'trouble' || time.monotonic() - begun + wait > patienceMs) return outcome;
    await time.wait(wait);
    outcome = await door.activate(request);
  }
  return outcome;
}
