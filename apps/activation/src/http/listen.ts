import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECOND } from '@platform/kernel';
import type { Express } from 'express';

export interface Listening {
  /** `host:port` with the true port. */
  readonly address: string;
  /** Takes no new connections and lets answers under way finish. */
  stop(): Promise<void>;
}

/** Serves HTTP. Raises an Error that names the address when it cannot listen there. */
export async function listen(app: Express, address: string): Promise<Listening> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at);
  const server = createServer({ requestTimeout: 15 * SECOND, headersTimeout: 10 * SECOND, maxHeaderSize: 16_384 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`cannot serve HTTP on ${address}: ${cause.message}`, { cause })));
    server.listen(Number(address.slice(at + 1)), host.replace(/^\[|\]$/g, ''), resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `${host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5 * SECOND).unref();
      }),
  };
}
