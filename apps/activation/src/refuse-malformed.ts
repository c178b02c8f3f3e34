import { type FieldProblem, newId } from '@platform/kernel';
import type { Answer, Door, Refusal } from './answer.ts';
import type { Context } from './context.ts';
import { blockingOf } from './domain/blocking.ts';
import { checkRequest } from './domain/check-request.ts';
import type { Decision } from './domain/decide.ts';
import type { ActivationRequest } from './domain/request.ts';
import { because, fail } from './domain/step.ts';
import { recordOf } from './record/record.ts';
import { activationDecided } from './telemetry.ts';
import { blockingToWire } from './wire.ts';

/** Refuses, at D-1, a request that could not even be read. Recorded like every decision. */
export type RefuseMalformed = (fields: readonly FieldProblem[], door: Door) => Promise<Answer>;

const unread: ActivationRequest = {
  credential: { shape: 'missing', display: '', why: '', source: 'unspecified', variablesDiffer: false },
  product: undefined,
  machine: undefined,
  sessionId: '',
  ci: undefined,
  clientTime: undefined,
  nonce: '',
  previousLeaseId: '',
  offlineActivations: [],
};

export const refuseMalformed =
  ({ recorder, rateLimit, clock, appUrl }: Context): RefuseMalformed =>
  async (fields, door) => {
    rateLimit(door.ip, undefined);
    const now = clock.now();
    const failure = because('REQUEST_INVALID', { field: fields.map(({ field }) => field).join(', ') });
    const { id: step, name } = checkRequest;
    const decision: Decision = {
      granted: false,
      reason: failure.reason,
      failures: [{ step, ...failure }],
      warnings: [],
      steps: [{ id: step, name, ...fail('cannot be read', [failure]) }],
    };
    const id = newId('dec', now);
    const blocking = blockingOf(decision, appUrl);
    const refusal: Refusal = {
      ...failure,
      message: blocking[0]?.message ?? '',
      blocking,
      fields,
      retryAfterSeconds: undefined,
    };
    const response = {
      granted: false,
      decisionId: id,
      activationId: '',
      reason: failure.reason,
      blocking: blockingToWire(blocking),
      warnings: [],
      license: undefined,
      lease: '',
      serverTime: now,
      nextRenewalAt: undefined,
      deprecation: undefined,
      nonce: '',
    };
    const answer: Answer = { response, refusal };
    const made = {
      id,
      request: unread,
      snapshot: {},
      decision,
      answer,
      lease: undefined,
      machine: '',
      now,
      door,
      latencyUs: 0,
    };
    recorder.record(recordOf(made));
    activationDecided(decision, door.name, 0);
    return answer;
  };
