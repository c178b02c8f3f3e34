import type { Caller } from './caller.ts';

/** What a handler knows about the call beside its request. */
export interface Call {
  readonly caller: Caller;
  readonly requestId: string;
  /** The caller's idempotency key (contract §4.5), at most 255 characters. */
  readonly idempotencyKey: string | undefined;
  /** SHA-256 of the request's bytes, base64url: the same body gives the same hash. */
  readonly requestHash: string;
  /** Says that the answer is that of an earlier call with the same idempotency key (contract §4.5). */
  sayReplayed(): void;
  /** Validate and check permissions, but change nothing (contract §4.5). */
  readonly validateOnly: boolean;
  /** The language the person wants, e.g. `en`. */
  readonly locale: string;
  /** The person's address when a service of ours vouches for it, else the peer's. */
  readonly ip: string;
  readonly userAgent: string;
  /** Aborted when the caller is gone or the deadline has passed. */
  readonly signal: AbortSignal;
  /** When the call arrived. */
  readonly now: Date;
}
