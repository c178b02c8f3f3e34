import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stretch } from './search.ts';

/** Plays the collector that processes send their spans to, and keeps every byte of it. */
export interface Collector {
  readonly url: string;
  /** What was sent so far. */
  received(): readonly Stretch[];
  stop(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const received: Stretch[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ where: `otlp:${request.url}`, bytes: Buffer.concat(chunks) });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
