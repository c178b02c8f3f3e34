import type { activation as wire } from '@platform/contracts';
import { newId } from '@platform/kernel';
import type { Answer, Door, Refusal } from './answer.ts';
import type { Context } from './context.ts';
import { takeCredential } from './credential.ts';
import { derivedId } from './derived-id.ts';
import { blockingOf, retryAfterSeconds } from './domain/blocking.ts';
import { type Decision, decide } from './domain/decide.ts';
import { deprecationOf } from './domain/deprecation.ts';
import type { Snapshot } from './domain/facts.ts';
import type { Input } from './domain/step.ts';
import { type GivenLease, giveLease, machineOf } from './grant.ts';
import { recordOf } from './record/record.ts';
import { mustHaveRoom } from './record/recorder.ts';
import { activationDecided } from './telemetry.ts';
import { blockingToWire, deprecationToWire, requestFromWire, sourceFromWire, warningsToWire } from './wire.ts';

export type Activate = (request: wire.ActivateRequest, door: Door) => Promise<Answer>;

/** Nothing is known about what has not been looked up. */
const nothing: Snapshot = {};

/**
 * The one implementation behind every door (contract §6). One round trip to the database; the decision is written to
 * the journal before it is answered. Every call is decided anew, also for a session that was granted before: an earlier
 * grant is no right. Raises RATE_LIMITED or DEPENDENCY_UNAVAILABLE, which are no verdicts.
 */
export const activate =
  (context: Context): Activate =>
  async (request, door) => {
    const began = performance.now();
    const { peppers, clock, facts, recorder } = context;
    const said = {
      source: sourceFromWire(request.credential?.source),
      variablesDiffer: request.credential?.variablesDiffer ?? false,
    };
    const { presented, value, lookups } = takeCredential(request.credential?.value ?? '', said, peppers);
    context.rateLimit(door.ip, lookups[0]?.toString('base64url'));
    mustHaveRoom(recorder);

    const snapshot = lookups.length > 0 ? await facts.about(lookups) : nothing;
    // The time after the read: a right that ended meanwhile has ended.
    const now = clock.now();
    const input: Input = { request: { ...requestFromWire(request), credential: presented }, snapshot, now };
    const decision = decide(input);
    const machine = machineOf(input.request);
    const lease = decision.granted ? giveLease({ ...input, credential: value, machine }, context.leases) : undefined;

    const id = newId('dec', now);
    const answer = answerOf({ id, input, decision, lease }, context);
    const latencyUs = Math.round((performance.now() - began) * 1_000);
    await recorder.record(recordOf({ id, ...input, decision, answer, lease, machine, door, latencyUs }));
    activationDecided(decision, door.name, latencyUs);
    return answer;
  };

interface Decided {
  readonly id: string;
  readonly input: Input;
  readonly decision: Decision;
  readonly lease: GivenLease | undefined;
}

function answerOf({ id, input, decision, lease }: Decided, { appUrl, deprecation }: Context): Answer {
  const { request, snapshot, now } = input;
  const refusal = decision.reason && refusalOf(decision, input, appUrl);
  const response: wire.ActivateResponse = {
    granted: decision.granted,
    decisionId: id,
    activationId: activationIdOf(decision, input),
    reason: decision.reason ?? '',
    blocking: refusal ? blockingToWire(refusal.blocking) : [],
    warnings: warningsToWire(decision.warnings),
    license: decision.granted ? licenseOf(snapshot) : undefined,
    lease: lease?.jws ?? '',
    serverTime: now,
    nextRenewalAt: lease?.renewAt,
    deprecation: deprecationToWire(deprecationOf(snapshot, now, deprecation)),
    nonce: request.nonce,
  };
  return { response, refusal };
}

/** One start of one emulator with one credential is one activation, however often it is asked for. */
const activationIdOf = ({ granted }: Decision, { request, snapshot }: Input): string =>
  granted ? derivedId('act', snapshot.credential?.credentialId ?? '', request.sessionId.toLowerCase()) : '';

function refusalOf(decision: Decision, input: Input, appUrl: string): Refusal | undefined {
  const blocking = blockingOf(decision, appUrl);
  const [first] = blocking;
  return first && { ...first, blocking, retryAfterSeconds: retryAfterSeconds(decision, input) };
}

const licenseOf = ({ subscription }: Snapshot): wire.License | undefined =>
  subscription && {
    type: subscription.kind,
    planDisplayName: subscription.planDisplayName,
    expiresAt: subscription.endsAt,
    features: [...subscription.features],
  };
