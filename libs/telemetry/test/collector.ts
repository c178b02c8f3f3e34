import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly type: string;
  readonly secret: string;
  readonly body: Buffer;
}

/** A collector that keeps what it is sent. */
export async function collector() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request;
    const body = Buffer.concat(await request.toArray());
    received.push({ path: url, type: headers['content-type'] ?? '', secret: String(headers['x-otlp-secret']), body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
