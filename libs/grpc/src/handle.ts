import type { handleUnaryCall, ServerUnaryCall } from '@grpc/grpc-js';
import { CodedError, isCoded, refuse } from '@platform/kernel';
import { type Logger, tracing, withTraceparent } from '@platform/telemetry';
import { admit } from './admit.ts';
import type { CallerTrust } from './caller-token.ts';
import type { UnaryMethod } from './definition.ts';
import { toStatus, type WireStatus } from './errors.ts';
import { IncomingCall } from './incoming-call.ts';
import { text } from './metadata.ts';
import type { Rpc } from './rpc.ts';
import { malformed } from './well-formed.ts';

export const defaultDeadlineMs = 5_000;

/** What all RPCs of one server share. */
export interface House {
  readonly caller: CallerTrust;
  readonly log: Logger;
  readonly maxRequestBytes: number;
}

type Raw = ServerUnaryCall<Buffer, Buffer>;

/**
 * One RPC as grpc-js calls it: with bytes in and bytes out, so that broken bytes get an answer of ours.
 * This is the hot path of every service: one promise beside the handler's own, and nothing read that is not needed.
 */
export function handlerOf(method: UnaryMethod, rpc: Rpc, house: House): handleUnaryCall<Buffer, Buffer> {
  const name = method.path.slice(1);
  const longest = rpc.options.deadlineMs ?? defaultDeadlineMs;
  return (raw, callback) => {
    const call = new IncomingCall(raw);
    const fail = (error: unknown): void => {
      if (call.isOver) return;
      call.end();
      clearTimeout(timer);
      callback(statusOf(error, name, call, house));
    };
    const succeed = (response: unknown): void => {
      if (call.isOver) return;
      try {
        const bytes = method.responseSerialize(response as never);
        call.end();
        clearTimeout(timer);
        callback(null, bytes, call.trailer);
      } catch (error) {
        fail(error);
      }
    };
    const timer = needsTimer(raw, call.now, longest)
      ? setTimeout(() => fail(refuse('DEADLINE_EXCEEDED')), longest)
      : undefined;
    try {
      begin(raw, call, name, () => answer(raw, call, method, rpc, house)).then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  };
}

/** grpc-js watches the caller's own deadline; ours is for callers without one, or with one that is too generous. */
const needsTimer = (raw: Raw, now: Date, longest: number): boolean =>
  Number(raw.getDeadline()) > now.getTime() + longest;

function begin(raw: Raw, call: IncomingCall, name: string, fn: () => Promise<unknown>): Promise<unknown> {
  if (!tracing()) return fn();
  const attributes = { 'rpc.system': 'grpc', 'rpc.method': name, request_id: call.requestId };
  return withTraceparent(text(raw.metadata, 'traceparent'), name, attributes, async () => fn(), 'server');
}

/** Not async: a refusal before the handler is thrown at once, and the handler's promise is the only one. */
function answer(raw: Raw, call: IncomingCall, method: UnaryMethod, rpc: Rpc, house: House): Promise<unknown> {
  call.isFrom(house.caller.read(text(raw.metadata, 'x-caller')));
  admit(rpc.policy, call.caller);
  let request: unknown;
  try {
    request = taken(understood(raw.request, method, house.maxRequestBytes), rpc);
  } catch (error) {
    const { onMalformed } = rpc.options;
    if (onMalformed && isCoded(error, 'VALIDATION_FAILED')) return onMalformed(error.fields, call);
    throw error;
  }
  return rpc.handle(request, call);
}

function taken(request: unknown, { options }: Rpc): unknown {
  mustBeFine(malformed(request));
  if (options.check) mustBeFine(options.check(request));
  return request;
}

function understood(bytes: Buffer, method: UnaryMethod, max: number): unknown {
  if (bytes.length > max) throw refuse('REQUEST_TOO_LARGE', { metadata: { max: String(max) } });
  try {
    return method.requestDeserialize(bytes);
  } catch (cause) {
    throw refuse('VALIDATION_FAILED', { detail: 'The request is not the message that this RPC takes.', cause });
  }
}

function mustBeFine(fields: ReturnType<typeof malformed>): void {
  if (fields.length) throw refuse('VALIDATION_FAILED', { fields });
}

/** What leaves: never an exception, since nobody is left to catch it. */
function statusOf(error: unknown, rpc: string, call: IncomingCall, house: House): WireStatus {
  const { requestId } = call;
  try {
    return toStatus(coded(error, rpc, call, house.log), house.caller.audience, requestId);
  } catch (failure) {
    house.log.error({ rpc, requestId, err: failure }, 'a refusal could not be told');
    return toStatus(refuse('INTERNAL'), house.caller.audience, requestId);
  }
}

/** Bugs are told to the log alone; the caller learns that it was our fault and the request id. */
function coded(error: unknown, rpc: string, call: IncomingCall, log: Logger): CodedError {
  const { requestId } = call;
  if (error instanceof CodedError && error.reason !== 'INTERNAL') {
    if (isCoded(error, 'UNAUTHENTICATED') && error.cause)
      log.warn({ rpc, requestId, ip: call.ip, err: error.cause }, 'caller refused');
    return error;
  }
  log.error({ rpc, requestId, err: error }, 'rpc failed');
  return isCoded(error) ? error : refuse('INTERNAL');
}
