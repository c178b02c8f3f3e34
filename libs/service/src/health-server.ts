import { createServer, type Server, type ServerResponse } from 'node:http';
import { metricsText } from '@platform/telemetry';

export interface HealthServer {
  /** `host:port` with the true port. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Answers /livez (the process runs), /readyz (503 and the problems until there are none) and /metrics (Prometheus, 404
 * when metrics are off). Raises an Error that names the address when it cannot listen there.
 */
export async function healthServer(address: string, problems: () => readonly string[]): Promise<HealthServer> {
  const routes: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
    '/livez': (response) => answer(response, 200, { alive: true }),
    '/readyz': (response) => readiness(response, problems()),
    '/metrics': metrics,
  };
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    const route = routes[(request.url ?? '').replace(/\?.*$/s, '')];
    if (!route) answer(response, 404, { error: 'There is nothing at this address.' });
    else if (request.method !== 'GET' && request.method !== 'HEAD') answer(response, 405, { error: 'Only GET.' });
    else route(response);
  });
  const port = await listen(server, address);
  return { address: address.replace(/:\d+$/, `:${port}`), close: () => close(server) };
}

function readiness(response: ServerResponse, problems: readonly string[]): void {
  answer(response, problems.length === 0 ? 200 : 503, { ready: problems.length === 0, problems });
}

async function metrics(response: ServerResponse): Promise<void> {
  try {
    const text = await metricsText();
    if (text === undefined) answer(response, 404, { error: 'Metrics are off. METRICS=true turns them on.' });
    else response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  } catch {
    answer(response, 500, { error: 'The metrics could not be collected.' });
  }
}

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
};

const listen = (server: Server, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(`http://${address}`);
    server.once('error', (cause) =>
      reject(new Error(`cannot serve health on ${address}: ${cause.message}`, { cause })),
    );
    server.listen(Number(port || 80), hostname.replace(/^\[|\]$/g, ''), () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : 0);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
