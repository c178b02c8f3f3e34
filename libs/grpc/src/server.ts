import {
  logVerbosity,
  Server,
  ServerCredentials,
  setLogVerbosity,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Logger } from '@platform/telemetry';
import type { CallerTrust } from './caller-token.ts';
import { type Definition, type RequestOf, type ResponseOf, serviceNameOf } from './definition.ts';
import { type House, handlerOf } from './handle.ts';
import { offerHealth } from './health.ts';
import { observed } from './observe.ts';
import { offerReflection } from './reflection.ts';
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

export const defaultMaxBytes = 64 * 1_024;

/**
 * Serves gRPC: every RPC behind its policy, its checks and a deadline, errors as google.rpc.Status, health, and
 * reflection in development. Raises an Error that names the address when it cannot listen there.
 */
export async function serve<const Definitions extends readonly Definition[]>(
  options: ServeOptions<Definitions>,
): Promise<Served> {
  const { caller, log, maxRequestBytes = defaultMaxBytes, drainMs = 5_000, problems = () => [] } = options;
  const offers: readonly Offer[] = options.services;
  // grpc-js writes to the console what we say in our log or in an error.
  setLogVerbosity(logVerbosity.NONE);
  const names = offers.map(({ definition }) => serviceNameOf(definition));
  const server = new Server({ ...limits(maxRequestBytes), interceptors: [observed(caller.audience)] });
  for (const offer of offers) add(server, offer, { caller, log, maxRequestBytes });
  const health = offerHealth(server, names, problems);
  if (options.development) offerReflection(server, names, log);
  try {
    const address = await bind(server, options.address);
    return { address, stop: once(() => stop(server, health, drainMs)) };
  } catch (failure) {
    health.stop();
    throw failure;
  }
}

/** channelz counts every call and message; nobody reads it, and it costs each request. */
const limits = (maxRequestBytes: number) => ({
  'grpc.enable_channelz': 0,
  // Somewhat more than we take, so that a request that is a little too large is told so with a reason.
  'grpc.max_receive_message_length': 4 * maxRequestBytes,
  'grpc.max_concurrent_streams': 512,
  'grpc-node.max_session_memory': 16,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_connection_idle_ms': 300_000,
});

/** grpc-js sees bytes on both sides: encoding and decoding are ours, so that their errors are ours too. */
function add(server: Server, { definition, rpcs }: Offer, house: House): void {
  const bytes = (value: Buffer): Buffer => value;
  const raw = {
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  };
  const methods = Object.entries(definition).map(([name, method]) => [name, { ...method, ...raw }] as const);
  const implementation: UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(definition)) {
    const rpc = rpcs[name];
    if (!rpc) throw new TypeError(`${method.path} is promised but not offered`);
    implementation[name] = handlerOf(method, rpc, house);
  }
  server.addService(Object.fromEntries(methods), implementation);
}

const bind = (server: Server, address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(new Error(`cannot serve gRPC on ${address}: ${error.message}`, { cause: error }));
      else resolve(address.replace(/:\d+$/, `:${port}`));
    });
  });

async function stop(server: Server, health: { stop(): void }, drainMs: number): Promise<void> {
  health.stop();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      destroySessions(server);
      resolve();
    }, drainMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** NOTE: without channelz grpc-js forgets to destroy sessions in forceShutdown; calls that hang would never hear of it. */
function destroySessions(server: Server): void {
  const servers: unknown = Reflect.get(server, 'http2Servers');
  if (!(servers instanceof Map)) return;
  for (const { sessions } of servers.values()) for (const session of sessions) session.destroy();
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
