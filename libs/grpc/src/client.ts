import type { Logger } from '@platform/telemetry';
import type { UserClaims } from './caller.ts';
import type { CallerSigner } from './caller-token.ts';
import type { Definition, RequestOf, ResponseOf } from './definition.ts';

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

/** A client of one service. Errors come back as the CodedError that was thrown there. */
export function connectTo<D extends Definition>(_definition: D, _address: string, _options: ConnectOptions): Client<D> {
  throw new Error('under construction');
}
