import { createServer, type Server } from 'node:http';
import { type Clock, systemClock } from '@platform/kernel';
import { standInApp } from './app.ts';
import { type Fault, Faults } from './faults.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { Inbox } from './inbox.ts';
import type { Mail } from './mail.ts';

export interface StandInOptions {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly apiKey?: string | undefined;
  readonly clock?: Clock;
}

/** A running stand-in, as tests in the same process use it. Everything is also there over HTTP. */
export interface StandIn {
  /** What RESEND_BASE_URL is to be. */
  readonly url: string;
  /** Accepted mails, oldest first: to one address, or all. */
  mails(to?: string): readonly Mail[];
  /** Forgets mails; their idempotency keys stay known. */
  clear(to?: string): void;
  /** Makes the next requests go wrong. */
  fail(fault: Fault): void;
  /** How many requests to send to this address have come, whatever became of them. */
  attempts(to: string): number;
  stop(): Promise<void>;
}

/** Starts a mail provider that speaks Resend's HTTP and keeps what it accepts. */
export async function startResendStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { host = '127.0.0.1', port = 0, apiKey, clock = systemClock } = options;
  const inbox = new Inbox();
  const faults = new Faults();
  const counts = new Map<string, number>();
  const attempted = (to: readonly string[]) => {
    for (const address of to) counts.set(address, (counts.get(address) ?? 0) + 1);
  };
  const app = standInApp({ inbox, faults, clock, apiKey, attempted, keys: new IdempotencyKeys(clock) });
  const server = createServer(app);
  await listen(server, host, port);
  return {
    url: urlOf(server),
    mails: (to) => inbox.list(to),
    clear: (to) => inbox.clear(to),
    fail: (fault) => faults.plan(fault),
    attempts: (to) => counts.get(to) ?? 0,
    stop: () => close(server),
  };
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the stand-in listens on no port');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

/** Cuts what still hangs, so that an injected hang cannot hold the process. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
