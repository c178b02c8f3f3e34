import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

/** A site with pages of the test's own, under a policy like the console's. */
export interface Site {
  readonly consoleUrl: string;
  stop(): Promise<void>;
}

type Answer = string | ((response: ServerResponse) => void);

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;

/** Bodies of pages by path; a function answers by itself. `.js` paths are scripts. */
export async function site(pages: Readonly<Record<string, Answer>>): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const answer = pages[url];
    if (typeof answer === 'function') return answer(response);
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer === undefined ? '' : url.endsWith('.js') ? answer : page(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    consoleUrl: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
