import { activation as wire } from '@platform/contracts';
import { type FieldProblem, newId } from '@platform/kernel';
import type { Answer, Door } from './answer.ts';
import type { Context } from './context.ts';
import { blockingOf } from './domain/blocking.ts';
import { checkRequest } from './domain/check-request.ts';
import type { Decision } from './domain/decide.ts';
import type { ActivationRequest } from './domain/request.ts';
import { because, fail } from './domain/step.ts';
import { recordOf } from './record/record.ts';
import { mustHaveRoom } from './record/recorder.ts';
import { activationDecided } from './telemetry.ts';
import { blockingToWire } from './wire.ts';

/** Refuses, at D-1, a request that could not even be read. Recorded like every decision. Fields are named as `ci.run_id`. */
export type RefuseMalformed = (fields: readonly FieldProblem[], door: Door) => Promise<Answer>;

/** More than these help nobody, and would fill what is kept. */
const mostFields = 50;

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
  ({
    recorder,
    rateLimit,
    clock,
    appUrl,
  }: Pick<Context, 'recorder' | 'rateLimit' | 'clock' | 'appUrl'>): RefuseMalformed =>
  async (found, door) => {
    const fields = found.slice(0, mostFields);
    rateLimit(door.ip, undefined);
    mustHaveRoom(recorder);
    const now = clock.now();
    const id = newId('dec', now);
    const decision = decisionAbout(fields);
    const answer = answerOf(id, decision, { fields, now, appUrl });
    const made = { request: unread, snapshot: {}, lease: undefined, machine: '', latencyUs: 0 };
    await recorder.record(recordOf({ ...made, id, decision, answer, now, door }));
    activationDecided(decision, door.name, 0);
    return answer;
  };

function decisionAbout(fields: readonly FieldProblem[]): Decision {
  const names = new Set(fields.map(({ field }) => field));
  const failure = because('REQUEST_INVALID', { field: [...names].join(', ') });
  const { id: step, name } = checkRequest;
  return {
    granted: false,
    reason: failure.reason,
    failures: [{ step, ...failure }],
    warnings: [],
    kind: undefined,
    steps: [{ id: step, name, ...fail('cannot be read', [failure]) }],
  };
}

interface About {
  readonly fields: readonly FieldProblem[];
  readonly now: Date;
  readonly appUrl: string;
}

function answerOf(decisionId: string, decision: Decision, { fields, now, appUrl }: About): Answer {
  const blocking = blockingOf(decision, appUrl);
  const reason = 'REQUEST_INVALID';
  const response = wire.ActivateResponse.fromPartial({
    ...{ decisionId, reason, serverTime: now },
    blocking: blockingToWire(blocking),
  });
  const { message = '', metadata = {} } = blocking[0] ?? {};
  return { response, refusal: { reason, message, metadata, blocking, fields, retryAfterSeconds: undefined } };
}
