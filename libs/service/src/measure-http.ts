import type { IncomingMessage, ServerResponse } from 'node:http';
import { histogram } from '@platform/telemetry';

/** A request as express leaves it behind: with the route that answered it, if one did. */
interface Routed extends IncomingMessage {
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
}

/**
 * Express middleware that measures each request by method, route and status; put it first. The route is the pattern, never
 * the path: `/v1/workspaces/:workspace_id`. Streams of events are left out, they last for as long as somebody looks.
 */
export function measureHttp() {
  const seconds = histogram('http_request_duration_seconds', 'How long HTTP requests took, by route and status.', 's');
  return (request: Routed, response: ServerResponse, next: () => void): void => {
    const began = performance.now();
    response.once('finish', () => {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
      const labels = { method: methodOf(request), route: routeOf(request), status: String(response.statusCode) };
      seconds.record((performance.now() - began) / 1_000, labels);
    });
    next();
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What nobody has a route for has no end of names. */
const methodOf = ({ method = '' }: Routed): string => (methods.has(method) ? method : 'OTHER');

const routeOf = ({ baseUrl = '', route }: Routed): string =>
  typeof route?.path === 'string' ? `${baseUrl}${route.path.replaceAll('\\:', ':')}` : 'none';
