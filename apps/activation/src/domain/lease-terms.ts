import { nextWindow } from './check-legacy-gate.ts';
import { deadlineOf } from './check-subscription.ts';
import { isLegacy, type Snapshot } from './facts.ts';

export interface LeaseRules {
  readonly now: Date;
  /** The longest lease: 1 to 24 hours. */
  readonly hours: number;
  /** Chance in [0, 1): spreads the renewals, so that emulators which started together do not come back together. */
  readonly chance: number;
}

/** Instants in whole seconds since 1970. */
export interface LeaseTerms {
  readonly issuedAt: number;
  readonly notAfter: number;
  readonly renewAt: number;
}

const SPREAD = 0.1;
const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/**
 * D-16: how long the lease holds (contract §6.4). It never outlives the right it stands for: trial, subscription and its
 * grace, the credential, and for legacy keys the next downtime and the sunset. Renewal is asked for at half its
 * life ±10 %: 12 h for a full one.
 */
export function leaseTerms(snapshot: Snapshot, { now, hours, chance }: LeaseRules): LeaseTerms {
  const issuedAt = seconds(now);
  const notAfter = Math.min(issuedAt + hours * 3_600, ...limits(snapshot, now).map(seconds));
  const half = (notAfter - issuedAt) / 2;
  return { issuedAt, notAfter, renewAt: issuedAt + Math.floor(half * (1 - SPREAD + 2 * SPREAD * chance)) };
}

function limits({ credential, subscription, legacySchedule }: Snapshot, now: Date): readonly Date[] {
  const legacy = credential && isLegacy(credential.kind);
  return [
    credential?.expiresAt,
    subscription && deadlineOf(subscription),
    legacy ? nextWindow(legacySchedule, now)?.startsAt : undefined,
    legacy ? legacySchedule?.sunsetAt : undefined,
  ].filter((limit) => limit !== undefined);
}
