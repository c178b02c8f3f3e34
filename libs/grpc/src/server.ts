import type { Logger } from '@platform/telemetry';
import type { CallerTrust } from './caller-token.ts';
import type { Definition, RequestOf, ResponseOf } from './definition.ts';
import type { Rpc } from './rpc.ts';

/** All RPCs of a service, by the names that the definition gives them. */
export type Rpcs<D extends Definition> = {
  readonly [Method in keyof D]: Rpc<RequestOf<D[Method]>, ResponseOf<D[Method]>>;
};

/** One service as it is offered. */
export interface Offer<D extends Definition = Definition> {
  readonly definition: D;
  readonly rpcs: Rpcs<D>;
}

export interface ServeOptions<Definitions extends readonly Definition[]> {
  /** `host:port`; port 0 takes a free one. */
  readonly address: string;
  readonly services: { readonly [Index in keyof Definitions]: Offer<Definitions[Index]> };
  readonly caller: CallerTrust;
  readonly log: Logger;
  /** Offers reflection. */
  readonly development?: boolean;
  /** Problems that keep the service from serving, for the health service; empty is healthy. */
  readonly problems?: () => readonly string[];
  /** Larger requests are refused with REQUEST_TOO_LARGE. Default 64 KiB. */
  readonly maxRequestBytes?: number;
  /** How long a stop waits for calls that are under way. Default 5 s. */
  readonly drainMs?: number;
}

export interface Served {
  /** `host:port` with the true port. */
  readonly address: string;
  /** Takes no new calls, lets those under way finish, then closes. */
  stop(): Promise<void>;
}

/** Serves gRPC. */
export async function serve<const Definitions extends readonly Definition[]>(
  _options: ServeOptions<Definitions>,
): Promise<Served> {
  throw new Error('under construction');
}
