import { credentials, Client as GrpcClient, Metadata, type ServiceError } from '@grpc/grpc-js';
import { type CodedError, refuse } from '@platform/kernel';
import { currentTraceparent, type Logger, span, tracing } from '@platform/telemetry';
import type { UserClaims } from './caller.ts';
import type { CallerSigner } from './caller-token.ts';
import type { Definition, RequestOf, ResponseOf, UnaryMethod } from './definition.ts';
import { fromServiceError, replayedKey, requestIdKey } from './errors.ts';

export interface CallOptions {
  /** The user for whom the call is made; only the gateway is believed. Default: the service itself. */
  readonly caller?: UserClaims | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly requestId?: string | undefined;
  readonly deadlineMs?: number | undefined;
  readonly validateOnly?: boolean | undefined;
  readonly locale?: string | undefined;
  /** The person's address and browser, when known. */
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Told before the answer when it is that of an earlier call with the same idempotency key. */
  readonly onReplayed?: (() => void) | undefined;
  /** Gives the call up; the server hears of it. */
  readonly signal?: AbortSignal | undefined;
}

/** Every RPC as a promise. Fields that are left out of a request have their protobuf default. */
export type Client<D extends Definition> = {
  readonly [Method in keyof D]: (
    request: Partial<RequestOf<D[Method]>>,
    options?: CallOptions,
  ) => Promise<ResponseOf<D[Method]>>;
} & { close(): void };

export interface ConnectOptions {
  /** Who calls. Without it every call is anonymous. */
  readonly as?: CallerSigner;
  /** The service that is called: `token`. */
  readonly audience: string;
  /** Default 2 s. */
  readonly deadlineMs?: number;
  /** Larger requests are refused before they leave. Default 64 KiB. */
  readonly maxRequestBytes?: number;
  readonly log?: Logger;
}

/** A server that comes back is found again within this time. */
const channel = {
  'grpc.enable_channelz': 0,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.use_local_subchannel_pool': 1,
};

/**
 * A client of one service. It connects at the first call and again by itself. A failed call raises the CodedError that
 * was thrown there; a service that is away raises DEPENDENCY_UNAVAILABLE, silence DEADLINE_EXCEEDED.
 */
export function connectTo<D extends Definition>(definition: D, address: string, options: ConnectOptions): Client<D> {
  const grpc = new GrpcClient(address, credentials.createInsecure(), channel);
  const methods = Object.entries(definition).map(([name, method]) => [name, callable(grpc, method, options)]);
  return { ...Object.fromEntries(methods), close: () => grpc.close() };
}

function callable(grpc: GrpcClient, method: UnaryMethod, connection: ConnectOptions) {
  const defaults = method.requestDeserialize(Buffer.alloc(0)) as Record<string, unknown>;
  const name = method.path.slice(1);
  return (request: Record<string, unknown>, options: CallOptions = {}) => {
    const call = async () => {
      const bytes = encoded(method, { ...defaults, ...given(request) }, connection.maxRequestBytes ?? 65_536);
      return send(grpc, method, bytes, metadataOf(connection, options), connection, options);
    };
    return tracing() ? span(name, { 'rpc.system': 'grpc', 'rpc.method': name }, call, 'client') : call();
  };
}

/** An absent field and one that is `undefined` are the same: the default. */
const given = (request: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));

function encoded(method: UnaryMethod, request: Record<string, unknown>, max: number): Buffer {
  const bytes = serialized(method, request);
  if (bytes.length > max) throw refuse('REQUEST_TOO_LARGE', { metadata: { max: String(max) } });
  return bytes;
}

function serialized(method: UnaryMethod, request: Record<string, unknown>): Buffer {
  try {
    return method.requestSerialize(request as never);
  } catch (cause) {
    throw refuse('VALIDATION_FAILED', { detail: 'A value is not one that its field can hold.', cause });
  }
}

function metadataOf({ as, audience }: ConnectOptions, options: CallOptions): Metadata {
  const metadata = new Metadata();
  if (as) metadata.set('x-caller', as.sign(audience, options.caller));
  const said = {
    [requestIdKey]: options.requestId,
    idempotency_key: keyOf(options.idempotencyKey),
    validate_only: options.validateOnly ? 'true' : undefined,
    'accept-language': options.locale,
    'x-client-ip': options.ip,
    'x-client-user-agent': options.userAgent,
    traceparent: currentTraceparent(),
  };
  for (const [key, value] of Object.entries(said)) if (value) metadata.set(key, printable(value));
  return metadata;
}

/** Two keys must not become one on their way. */
function keyOf(key: string | undefined): string | undefined {
  if (key === undefined || printable(key) === key) return key;
  const detail = 'Give printable ASCII characters.';
  throw refuse('VALIDATION_FAILED', { fields: [{ field: 'idempotency_key', reason: 'TEXT_INVALID', detail }] });
}

/** Metadata takes printable ASCII only, and what people send us may be anything. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

function send(
  grpc: GrpcClient,
  method: UnaryMethod,
  bytes: Buffer,
  metadata: Metadata,
  connection: ConnectOptions,
  { deadlineMs = connection.deadlineMs ?? 2_000, signal, onReplayed }: CallOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(refuse('DEADLINE_EXCEEDED'));
    const answered = (error: ServiceError | null, response: unknown) => {
      signal?.removeEventListener('abort', cancel);
      if (error) reject(told(error, signal, connection));
      else resolve(response);
    };
    const identity = (value: Buffer): Buffer => value;
    const read = (value: Buffer): unknown => method.responseDeserialize(value);
    const call = grpc.makeUnaryRequest(
      method.path,
      identity,
      read,
      bytes,
      metadata,
      { deadline: Date.now() + deadlineMs },
      answered,
    );
    if (onReplayed) {
      call.once('status', ({ metadata: trailer }) => {
        if (trailer.get(replayedKey).length > 0) onReplayed();
      });
    }
    const cancel = () => call.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

function told(error: ServiceError, signal: AbortSignal | undefined, { audience, log }: ConnectOptions): CodedError {
  if (signal?.aborted) return refuse('DEADLINE_EXCEEDED', { cause: error });
  const coded = fromServiceError(error, audience);
  log?.debug({ audience, reason: coded.reason, err: error }, 'call failed');
  return coded;
}
