import type { Clock } from '@platform/kernel';
import type { License } from './license.ts';

const longest = 24 * 60 * 60 * 1_000;
const again = 5 * 60 * 1_000;

/** When to renew: at the instant that the server chose, at once when it has passed (contract §6.4). */
export const renewInMs = (license: License, now: Date): number | undefined =>
  license.mode === 'off' ? undefined : Math.min(longest, Math.max(0, license.claims.renew_at * 1_000 - now.getTime()));

/** Renews at the time that each lease names; a renewal that gives nothing new is tried again in five minutes. */
export function startRenewal(current: () => License, clock: Clock, renew: () => Promise<boolean>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const schedule = (milliseconds: number | undefined) => {
    if (milliseconds === undefined) return;
    timer = setTimeout(
      () => void renew().then((renewed) => schedule(renewed ? renewInMs(current(), clock.now()) : again)),
      milliseconds,
    );
    timer.unref();
  };
  schedule(renewInMs(current(), clock.now()));
  return { stop: () => clearTimeout(timer) };
}
