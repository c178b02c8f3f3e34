import type { Clock } from '@platform/kernel';
import { type LeaseKeySet, verifyLease } from '@platform/lease';
import type { ActivationRequest, Door, Granted, Outcome } from '../activation/outcome.ts';
import { activatePatiently } from '../activation/retrying.ts';
import { product, type Start, startRequest } from '../activation/start-request.ts';
import type { Failure } from '../banner.ts';
import type { Presented } from '../credential.ts';
import type { Time } from '../time.ts';
import { believed, worthKeeping } from './belief.ts';
import { dropLease, keep, markSeen, noteOfflineStart, readKept, untold } from './kept.ts';
import { type License, timeBeside } from './license.ts';
import { mayStartOffline, unreachableText } from './offline.ts';
import { warningsOf } from './skew.ts';

/** What obtaining a license needs. */
export interface Obtain {
  readonly start: Start;
  readonly credential: Presented | undefined;
  readonly door: Door;
  readonly folder: string;
  /** The keys that count where nobody can be asked (ADR 13). */
  readonly trusted: LeaseKeySet;
  readonly host: string;
  readonly clock: Clock;
  readonly time: Time;
  /** The license of a running emulator, which asks again: no start to be told as an offline one. */
  readonly running?: License;
}

export type Obtained =
  | { readonly ok: true; readonly license: License; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly failure: Failure };

/**
 * A grant counts when it answers this very request and its lease is signed, for this start, by a key that the server
 * publishes now. Of these keys those are kept that count offline.
 * The time is the server's; a local clock that is wrong is warned of and blocks nothing.
 */
async function accept(grant: Granted, request: ActivationRequest, obtain: Obtain): Promise<Obtained | undefined> {
  if (grant.nonce !== request.nonce) return undefined;
  const { folder, door, start, clock, trusted } = obtain;
  const local = clock.now();
  const now = Number.isNaN(grant.serverTime.getTime()) ? local : grant.serverTime;
  const published = await door.keys();
  const kept = readKept(folder);
  const worth = worthKeeping(trusted, published ?? kept?.keys ?? { keys: [] });
  const { value: credential } = request.credential;
  const keys = published ?? believed(trusted, worth);
  const check = verifyLease(grant.lease, keys, { product, machineId: start.machineId, credential, now });
  if (!check.ok) return undefined;
  const offlineStarts = untold(kept, request.offline_activations);
  keep(folder, { lease: grant.lease, keys: worth, decisionId: grant.decisionId, maxSeen: now, offlineStarts });
  const clockAheadMs = local.getTime() - now.getTime();
  const license: License = { mode: 'online', claims: check.claims, decisionId: grant.decisionId, clockAheadMs };
  return { ok: true, license, warnings: warningsOf(grant, clockAheadMs) };
}

/**
 * Trouble is no verdict: the kept lease decides, and a start is noted, to be told when the server is back. The time is
 * written down before the decision: a start that is refused has seen it, too.
 */
function fallBack(what: string, credential: Presented, obtain: Obtain): Obtained {
  const { folder, host, start, clock, trusted, running } = obtain;
  const now = running ? timeBeside(running, clock.now()) : clock.now();
  markSeen(folder, now);
  const kept = readKept(folder);
  const { machineId } = start;
  const decision = mayStartOffline(kept, { product, machineId, credential: credential.value, now, trusted });
  if (!decision.ok || !kept) {
    const problem = decision.ok ? 'NO_LEASE' : decision.problem;
    return {
      ok: false,
      failure: { reason: 'LICENSE_SERVER_UNREACHABLE', message: unreachableText(what, problem, host) },
    };
  }
  if (!running) noteOfflineStart(folder, { at: now.toISOString(), lease_id: decision.claims.jti });
  const { claims } = decision;
  return { ok: true, license: { mode: 'offline', claims, decisionId: kept.decisionId, clockAheadMs: 0 }, warnings: [] };
}

const missing: Failure = { reason: 'CREDENTIAL_MISSING', message: '' };

/** Obtains a license for one start: online, or offline on the lease of an earlier one; else says why not. */
export async function obtainLicense(obtain: Obtain): Promise<Obtained> {
  const { credential, folder, door, start, clock } = obtain;
  if (!credential) return { ok: false, failure: missing };
  const kept = readKept(folder);
  const request = startRequest(start, credential, kept, clock.now());
  const outcome: Outcome = await activatePatiently(door, request, obtain.time);
  if (outcome.kind === 'refused') {
    dropLease(folder, clock.now());
    return { ok: false, failure: outcome };
  }
  const accepted = outcome.kind === 'granted' ? await accept(outcome, request, obtain) : undefined;
  if (accepted) return accepted;
  const what = outcome.kind === 'trouble' ? outcome.what : 'its answer could not be verified';
  return fallBack(what, credential, obtain);
}
