import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inOrder, type Running } from '@platform/service';
import { logger } from '@platform/telemetry';
import { appOf } from './app.ts';
import type { Config } from './config.ts';
import { jobsBoard } from './jobs-board.ts';
import { passes } from './login/passes.ts';
import { startScraper, targetOf } from './metrics/scrape.ts';
import { traceStore } from './traces/trace-store.ts';

export interface Observe extends Running {
  readonly http: string;
}

/** Starts the operators' pages. Raises when the address is taken; everybody they look at may be away. */
export async function startObserve(config: Config): Promise<Observe> {
  const log = logger('observe', { level: config.LOG_LEVEL });
  const scraper = startScraper(config.TARGETS.map(targetOf), config.SCRAPE_EVERY_MS);
  const jobs = jobsBoard(config.REDIS_URL, '/jobs', log);
  const app = appOf({
    passes: passes(config.OPERATOR_PASSWORD),
    otlpSecret: config.OTLP_SECRET,
    traces: traceStore(),
    scraper,
    jobs,
  });
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }, app);
  const http = await listen(server, config.PUBLIC_HTTP_ADDRESS);
  return { http, problems: () => [], stop: inOrder(() => close(server), scraper.stop, jobs.stop) };
}

const listen = (server: Server, address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(`http://${address}`);
    server.once('error', (cause) => reject(new Error(`cannot serve pages on ${address}: ${cause.message}`, { cause })));
    server.listen(Number(port || 80), hostname, () => resolve(`${hostname}:${(server.address() as AddressInfo).port}`));
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
