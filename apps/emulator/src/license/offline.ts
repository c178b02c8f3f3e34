import { MINUTE } from '@platform/kernel';
import { type LeaseClaims, type LeaseKeySet, type LeaseProblem, verifyLease } from '@platform/lease';
import { believed } from './belief.ts';
import type { Kept } from './kept.ts';

export type OfflineProblem = LeaseProblem | 'NO_LEASE' | 'CLOCK_ROLLED_BACK';
export type OfflineDecision =
  | { readonly ok: true; readonly claims: LeaseClaims }
  | { readonly ok: false; readonly problem: OfflineProblem };

interface Start {
  readonly product: string;
  readonly machineId: string;
  readonly credential: string;
  readonly now: Date;
  /** The keys that came with this program and its settings, not with the lease. */
  readonly trusted: LeaseKeySet;
}

const tolerance = 5 * MINUTE;

/**
 * May this start run on the kept lease? Only after trouble, never after a verdict; the lease must be ours, for this
 * product, machine and credential, in its time, signed by a key that is believed offline, and
 * the clock must not have been turned back (contract §6.5).
 */
export function mayStartOffline(kept: Kept | undefined, start: Start): OfflineDecision {
  if (!kept || kept.lease === '') return { ok: false, problem: 'NO_LEASE' };
  if (start.now.getTime() < kept.maxSeen.getTime() - tolerance) return { ok: false, problem: 'CLOCK_ROLLED_BACK' };
  return verifyLease(kept.lease, believed(start.trusted, kept.keys), start);
}

const sayings: Partial<Record<OfflineProblem, string>> = {
  NO_LEASE: 'There is no license from an earlier start to fall back on.',
  CLOCK_ROLLED_BACK:
    'The clock of this machine was turned back. Set it right, or start once with the license server in reach.',
  EXPIRED: 'The license of the last activation has run out; offline starts need a re-activation every 24 hours.',
  KEY_UNKNOWN:
    'The kept license is signed by a key that this emulator does not know; a newer version knows it (LICENSE_KEYS).',
  CREDENTIAL_WRONG: 'The kept license belongs to another credential.',
  MACHINE_WRONG: 'The kept license belongs to another machine.',
};

/** The text after `Reason: ` when the server is out of reach and the lease does not help (S-91, S-93, S-94). */
export const unreachableText = (what: string, problem: OfflineProblem, host: string): string =>
  `The license server could not be reached (${what}). ${sayings[problem] ?? 'The kept license cannot be used.'} ` +
  `Check with \`dig ${host}\` that your machine can resolve the domain, and ask your network administrator to safelist it.`;
