import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Running } from '@platform/service';
import { logger } from '@platform/telemetry';
import { doorOf } from './admission.ts';
import { appOf } from './app.ts';
import type { Config } from './config.ts';
import { type LiveTiming, startLive } from './live/live.ts';
import { connectUpstream } from './upstream.ts';

const listening = (server: ReturnType<typeof createServer>, address: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(`http://${address}`);
    server.once('error', reject);
    server.listen(Number(port || 80), hostname, () => resolve(`${hostname}:${(server.address() as AddressInfo).port}`));
  });

/** Starts the gateway: clients to every service, ears for what changes, then the HTTP server. Kafka may come later. */
export async function startConsoleGateway(
  config: Config,
  given: { readonly live?: Partial<LiveTiming> } = {},
): Promise<Running> {
  const log = logger('console-gateway', { level: config.LOG_LEVEL });
  const upstream = connectUpstream(config, log);
  const live = await startLive({ config, upstream, log, timing: given.live });
  const behind = { upstream, live, door: doorOf(upstream) };
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    appOf(config, () => behind, log),
  );
  const http = await listening(server, config.PUBLIC_HTTP_ADDRESS);
  return {
    http,
    problems: () => [],
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await live.stop();
      server.closeIdleConnections();
      await closed;
      upstream.close();
    },
  };
}
