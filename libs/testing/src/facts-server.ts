import { facts as wire } from '@platform/contracts';
import { type CallerTrust, rpc, serve } from '@platform/grpc';
import { neverReached, refuse } from '@platform/kernel';
import { captureLog } from './capture-log.ts';

type About = NonNullable<wire.Fact['about']>;
type Kind = About['$case'];
type Values = { readonly [One in About as One['$case']]: One['value'] };

export interface FactInForce<K extends Kind> {
  readonly version: number;
  readonly value: Values[K];
}

/** Plays the part of activation that takes facts: applies each if newer and keeps what it was given. */
export interface FactsServer {
  /** ACTIVATION_ADDRESS of the service under test. */
  readonly address: string;
  /** Every fact that arrived, in order, also the stale ones. */
  received(): readonly wire.Fact[];
  /** The facts of one kind that are in force. */
  inForce<K extends Kind>(kind: K): readonly FactInForce<K>[];
  /** While broken every call is refused as UNAVAILABLE and nothing is applied. */
  setBroken(broken: boolean): void;
  stop(): Promise<void>;
}

/** Starts it: `await factsServer(callers.trust('activation'))`. */
export async function factsServer(caller: CallerTrust): Promise<FactsServer> {
  const received: wire.Fact[] = [];
  let broken = false;
  const applyFacts = rpc('service', async ({ facts }: wire.ApplyFactsRequest): Promise<wire.ApplyFactsResponse> => {
    if (broken) throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'mongodb' } });
    received.push(...facts);
    return { applied: facts.length, stale: 0 };
  });
  const countLeases = rpc(
    'service',
    async (_: wire.CountLeasesRequest): Promise<wire.CountLeasesResponse> => ({
      outstanding: 0,
      latestNotAfter: undefined,
      holders: [],
    }),
  );
  const compareFacts = rpc('service', () => Promise.reject(refuse('NOT_OFFERED')));
  const server = await serve({
    ...{ address: '127.0.0.1:0', caller, log: captureLog('facts').log },
    services: [{ definition: wire.FactsServiceService, rpcs: { applyFacts, countLeases, compareFacts } }],
  });
  return {
    address: server.address,
    received: () => received,
    inForce: (kind) => newest(received, kind),
    setBroken: (now) => {
      broken = now;
    },
    stop: server.stop,
  };
}

interface Of<K extends Kind> {
  readonly $case: K;
  readonly value: Values[K];
}
const isOf = <K extends Kind>(about: { readonly $case: string; readonly value: unknown }, kind: K): about is Of<K> =>
  about.$case === kind;

/** The newest fact about each thing. */
function newest<K extends Kind>(received: readonly wire.Fact[], kind: K): readonly FactInForce<K>[] {
  const inForce = new Map<string, FactInForce<K>>();
  for (const { about, version } of received) {
    if (!about || !isOf(about, kind)) continue;
    const key = keyOf(about);
    const known = inForce.get(key);
    if (!known || Number(version) > known.version) inForce.set(key, { version: Number(version), value: about.value });
  }
  return [...inForce.values()];
}

/** What a fact is about: a newer one about the same replaces it. */
function keyOf(about: About): string {
  switch (about.$case) {
    case 'credential':
      return Buffer.from(about.value.lookup).toString('hex');
    case 'membership':
    case 'assignment':
      return `${about.value.workspaceId} ${about.value.userId}`;
    case 'workspace':
    case 'subscription':
      return about.value.workspaceId;
    case 'user':
      return about.value.userId;
    case 'legacySchedule':
      return 'the platform';
    default:
      return neverReached(about);
  }
}
