import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Running } from '@platform/service';
import { logger } from '@platform/telemetry';
import { appOf } from './app.ts';
import type { Config } from './config.ts';
import { connectUpstream } from './upstream.ts';

const listening = (server: ReturnType<typeof createServer>, address: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(`http://${address}`);
    server.once('error', reject);
    server.listen(Number(port || 80), hostname, () => resolve(`${hostname}:${(server.address() as AddressInfo).port}`));
  });

/** Starts the gateway: clients to every service, then the HTTP server. */
export async function startConsoleGateway(config: Config): Promise<Running> {
  const log = logger('console-gateway', { level: config.LOG_LEVEL });
  const upstream = connectUpstream(config, log);
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    appOf(config, upstream, log),
  );
  const http = await listening(server, config.PUBLIC_HTTP_ADDRESS);
  return {
    http,
    problems: () => [],
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      upstream.close();
    },
  };
}
