import type { handleUnaryCall, ServerUnaryCall } from '@grpc/grpc-js';
import { CodedError, isCoded, refuse } from '@platform/kernel';
import { type Logger, tracing, withTraceparent } from '@platform/telemetry';
import { admit } from './admit.ts';
import type { CallerTrust } from './caller-token.ts';
import type { UnaryMethod } from './definition.ts';
import { toStatus } from './errors.ts';
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

/** One RPC as grpc-js calls it: with bytes in and bytes out, so that broken bytes get an answer of ours. */
export function handlerOf(method: UnaryMethod, rpc: Rpc, house: House): handleUnaryCall<Buffer, Buffer> {
  const name = method.path.slice(1);
  const longest = rpc.options.deadlineMs ?? defaultDeadlineMs;
  const respond = (raw: Raw, call: IncomingCall) => answer(raw, call, method, rpc, house);
  return (raw, callback) => {
    const call = new IncomingCall(raw);
    const fail = (error: unknown) =>
      callback(toStatus(coded(error, name, call, house.log), house.caller.audience, call.requestId));
    const timer = needsTimer(raw, call.now, longest) ? setTimeout(expire, longest) : undefined;
    let open = true;
    const once = (finish: () => void) => {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      finish();
    };
    function expire(): void {
      call.end();
      once(() => fail(refuse('DEADLINE_EXCEEDED')));
    }
    traced(raw, name, () => respond(raw, call)).then(
      (bytes) => once(() => callback(null, bytes)),
      (error) => once(() => fail(error)),
    );
  };
}

/** grpc-js watches the caller's own deadline; ours is for callers without one, or with one that is too generous. */
const needsTimer = (raw: Raw, now: Date, longest: number): boolean =>
  Number(raw.getDeadline()) > now.getTime() + longest;

function traced(raw: Raw, name: string, fn: () => Promise<Buffer>): Promise<Buffer> {
  if (!tracing()) return fn();
  const attributes = { 'rpc.system': 'grpc', 'rpc.method': name };
  return withTraceparent(text(raw.metadata, 'traceparent'), name, attributes, fn, 'server');
}

async function answer(raw: Raw, call: IncomingCall, method: UnaryMethod, rpc: Rpc, house: House): Promise<Buffer> {
  call.isFrom(house.caller.read(text(raw.metadata, 'x-caller')));
  admit(rpc.policy, call.caller);
  const request = understood(raw.request, method, house.maxRequestBytes);
  mustBeFine([...malformed(request)]);
  if (rpc.options.check) mustBeFine(rpc.options.check(request));
  return method.responseSerialize((await rpc.handle(request, call)) as never);
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
