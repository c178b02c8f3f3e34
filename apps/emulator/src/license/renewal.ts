import { DAY, MINUTE } from '@platform/kernel';
import type { Time } from '../time.ts';
import type { License } from './license.ts';

/** Nobody asks more often than this, whatever lease and clock say. */
const SHORTEST = MINUTE;
const LONGEST = DAY;
const AGAIN = 5 * MINUTE;

/** What is known when the next renewal is planned. */
export interface Situation {
  readonly license: License;
  /** The license before the renewal that gave this one; undefined at the start. */
  readonly before?: License;
  /** The renewal gave no license; the one from before goes on. */
  readonly failed?: boolean;
  readonly now: Date;
  /** From 0 to 1. */
  readonly chance: number;
}

/**
 * How long to wait before the license is asked for again; undefined without one. A lease that was just given is renewed
 * after the time that the server meant, `renew_at − iat`, whatever the local clock says (contract §6.4). One that does not
 * last longer than the one before is cut by something that asking does not change, a trial's end or a downtime: it is left
 * alone until it ends. Only the lease of an offline start has an age that nothing but the local clock knows.
 */
export function renewInMs({ license, before, failed, now, chance }: Situation): number | undefined {
  if (license.mode === 'off') return undefined;
  if (failed) return AGAIN * (1 + chance / 5);
  const { iat, exp, renew_at: renewAt } = license.claims;
  if (license.mode === 'offline') return bounded(renewAt * 1_000 - now.getTime(), chance);
  const isLonger = !before || before.mode === 'off' || exp > before.claims.exp;
  return isLonger ? bounded((renewAt - iat) * 1_000, chance) : bounded((exp - iat) * 1_000, chance) + SHORTEST * chance;
}

/** At least a minute, spread over a second one: whatever came too early for many must not come back for all at once. */
const bounded = (milliseconds: number, chance: number): number =>
  milliseconds < SHORTEST ? SHORTEST * (1 + chance) : Math.min(LONGEST, milliseconds);

/** What a running emulator renews by. */
export interface Renewal {
  readonly current: () => License;
  /** Asks once; true when there is a new license. */
  readonly renew: () => Promise<boolean>;
  readonly now: () => Date;
  readonly time: Time;
}

/** Renews the license again and again, until it is stopped. */
export function startRenewal({ current, renew, now, time }: Renewal): { stop(): void } {
  let stopped = false;
  let callOff = () => {};
  const plan = (news: Pick<Situation, 'before' | 'failed'>) => {
    const wait = renewInMs({ license: current(), now: now(), chance: time.chance(), ...news });
    if (wait !== undefined && !stopped) callOff = time.later(wait, attempt);
  };
  const attempt = async () => {
    const before = current();
    plan({ before, failed: !(await renew()) });
  };
  plan({});
  return {
    stop: () => {
      stopped = true;
      callOff();
    },
  };
}
