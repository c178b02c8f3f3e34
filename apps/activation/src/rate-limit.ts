import { type Clock, MINUTE, refuse } from '@platform/kernel';

export interface RateLimits {
  readonly perCredential: number;
  readonly perAddress: number;
}

/** Counts the call, or raises RATE_LIMITED with the time to wait. It is never a verdict (contract §6.3). */
export type RateLimit = (address: string, credential: string | undefined) => void;

/** More keys than this in one minute are a flood of made-up ones; counting starts anew rather than filling memory. */
const mostKeys = 100_000;

/**
 * Counts per credential and per network address in windows of a minute, in this process alone: it protects an instance,
 * it does not share out a quota.
 */
export function rateLimit({ perCredential, perAddress }: RateLimits, clock: Clock): RateLimit {
  let minute = -1;
  const addresses = new Map<string, number>();
  const credentials = new Map<string, number>();

  const count = (counts: Map<string, number>, key: string, limit: number, now: number): void => {
    const used = (counts.get(key) ?? 0) + 1;
    if (used > limit) throw limited(limit, now);
    if (counts.size >= mostKeys) counts.clear();
    counts.set(key, used);
  };
  return (address, credential) => {
    const now = clock.now().getTime();
    if (Math.floor(now / MINUTE) !== minute) {
      minute = Math.floor(now / MINUTE);
      addresses.clear();
      credentials.clear();
    }
    count(addresses, address, perAddress, now);
    if (credential !== undefined) count(credentials, credential, perCredential, now);
  };
}

function limited(limit: number, now: number) {
  const seconds = Math.ceil((MINUTE - (now % MINUTE)) / 1_000);
  return refuse('RATE_LIMITED', {
    retryAfterSeconds: seconds,
    metadata: { limit: String(limit), window: '60', retry_after: String(seconds) },
  });
}
