import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Running } from '@platform/service';
import { type Logger, logger, withTraceparent } from '@platform/telemetry';
import { doorOf } from './admission.ts';
import { appOf } from './app.ts';
import type { Config } from './config.ts';
import { serveDoor } from './door-service.ts';
import { LastAdmitted } from './last-admitted.ts';
import { type LiveTiming, startLive } from './live/live.ts';
import { Posted } from './posted.ts';
import { connectUpstream, type Upstream } from './upstream.ts';
import { Words } from './word.ts';

const listening = (server: ReturnType<typeof createServer>, address: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(`http://${address}`);
    server.once('error', reject);
    server.listen(Number(port || 80), hostname, () => resolve(`${hostname}:${(server.address() as AddressInfo).port}`));
  });

/** The door, and the server at which those whose word it holds take that back. */
async function openDoor(config: Config, upstream: Upstream, log: Logger) {
  const { owners } = upstream;
  const ask = async (owner: keyof typeof owners) => (await owners[owner].keepPosted({ address: addressOf() })).forMs;
  // In a trace of its own: it is no part of what the visitor does who happens to be there.
  const posted = (owner: keyof typeof owners) =>
    new Posted(() => withTraceparent('', 'keep posted', {}, () => ask(owner)));
  const words = new Words({ identity: posted('identity'), workspace: posted('workspace') });
  const last = new LastAdmitted(words);
  const served = await serveDoor(config, last, log);
  const addressOf = () => config.DOOR_ADDRESS || served.address;
  const leave = async () => {
    // Whoever is not reached goes on telling us for a moment, and then hears that nobody is here.
    await Promise.allSettled(Object.values(owners).map((owner) => owner.leavePost({ address: addressOf() })));
    await served.stop();
  };
  const withdraw = (subjects: readonly string[]) => last.withdraw(subjects);
  return { door: doorOf(upstream, last, words), withdraw, grpc: served.address, leave };
}

/** Starts the gateway: clients to every service, ears for what changes, then its servers. Kafka may come later. */
export async function startConsoleGateway(
  config: Config,
  given: { readonly live?: Partial<LiveTiming> } = {},
): Promise<Running> {
  const log = logger('console-gateway', { level: config.LOG_LEVEL });
  const upstream = connectUpstream(config, log);
  const { door, withdraw, grpc, leave } = await openDoor(config, upstream, log);
  const live = await startLive({ config, upstream, withdraw, log, timing: given.live });
  const behind = { upstream, live, door };
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    appOf(config, () => behind, log),
  );
  const http = await listening(server, config.PUBLIC_HTTP_ADDRESS);
  return {
    ...{ grpc, http },
    problems: () => [],
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await live.stop();
      server.closeIdleConnections();
      await closed;
      await leave();
      upstream.close();
    },
  };
}
