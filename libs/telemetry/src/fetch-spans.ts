import { subscribe } from 'node:diagnostics_channel';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** What Node tells about each request of its own `fetch`. */
interface Request {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  addHeader(name: string, value: string): void;
}
interface Told {
  readonly request: Request;
  readonly response?: { readonly statusCode: number };
  readonly error?: Error;
}

/**
 * A client span for each `fetch` that belongs to a trace, and the trace context in its headers. The query stays out: it
 * may hold a secret. The instrumentation of HTTP knows nothing of `fetch`.
 */
export function traceFetch(): void {
  const open = new WeakMap<Request, Span>();
  const heard = (channel: string, listen: (told: Told) => void) =>
    subscribe(`undici:request:${channel}`, (message) => listen(message as Told));

  heard('create', ({ request }) => {
    const made = begin(request);
    if (made) open.set(request, made);
  });
  heard('headers', ({ request, response }) => {
    open.get(request)?.setAttribute('http.response.status_code', response?.statusCode ?? 0);
    end(open.get(request), (response?.statusCode ?? 0) >= 500);
  });
  heard('error', ({ request }) => end(open.get(request), true));
}

function begin(request: Request): Span | undefined {
  const caller = trace.getActiveSpan();
  if (!caller) return undefined;
  const [path] = request.path.split('?', 1);
  const made = trace.getTracer('@platform').startSpan(`${request.method} ${path}`, {
    kind: SpanKind.CLIENT,
    attributes: { 'http.request.method': request.method, 'server.address': request.origin, 'url.path': path },
  });
  propagation.inject(trace.setSpan(context.active(), made), request, {
    set: (carrier, key, value) => carrier.addHeader(key, value),
  });
  return made;
}

function end(made: Span | undefined, failed: boolean): void {
  if (failed) made?.setStatus({ code: SpanStatusCode.ERROR });
  made?.end();
}
