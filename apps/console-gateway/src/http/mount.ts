import type { Route } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import { redact } from '@platform/telemetry';
import type { Request, RequestHandler, Response, Router } from 'express';
import { admit } from '../admission.ts';
import type { GatewayCall } from '../call.ts';
import type { Mounted } from '../handlers/handler.ts';
import type { Upstream } from '../upstream.ts';
import { clearSession, secretOf, setSession } from './session-cookie.ts';

/** `/v1/x/{id}:reset` in express' words. */
export const expressPath = (path: string): string => path.replaceAll(':', '\\:').replace(/\{(\w+)\}/g, ':$1');

/** The caller's idempotency key (contract §4.5: at most 255 characters). Raises VALIDATION_FAILED. */
function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw refuse('VALIDATION_FAILED', {
    fields: [
      { field: '/header/idempotency-key', reason: 'INVALID', detail: 'Give 1 to 255 printable ASCII characters.' },
    ],
  });
}

async function callOf(upstream: Upstream, route: Route, request: Request, response: Response): Promise<GatewayCall> {
  const visitor = {
    requestId: String(response.locals.requestId),
    ip: request.ip ?? '',
    userAgent: redact(request.get('user-agent') ?? '').slice(0, 256),
    secret: secretOf(request.headers.cookie),
  };
  const workspaceId = typeof request.params.workspace_id === 'string' ? request.params.workspace_id : undefined;
  const idempotencyKey = idempotencyKeyOf(request);
  return {
    upstream,
    ...visitor,
    idempotencyKey,
    ...(await admit(upstream, route.needs, visitor, workspaceId)),
    sayReplayed: () => void response.set('Idempotent-Replayed', 'true'),
    keepSession: (secret, expiresAt) => setSession(response, secret, expiresAt),
    dropSession: () => clearSession(response),
  };
}

/** Parse, then find out who asks, then answer. The input is judged first, so that rubbish costs no call. */
const serveRoute =
  (upstream: Upstream, { route, prepare }: Mounted): RequestHandler =>
  async (request, response) => {
    const run = prepare(request);
    const answer = await run(await callOf(upstream, route, request, response));
    response.status(route.status).set('Cache-Control', 'no-store');
    if (answer === undefined) response.end();
    else response.json(answer);
  };

/** Mounts every route; a known path with another method is told which methods there are. */
export function mount(router: Router, upstream: Upstream, routes: readonly Mounted[]): void {
  const methods = new Map<string, string[]>();
  for (const one of routes) {
    const path = expressPath(one.route.path);
    router[one.route.method](path, serveRoute(upstream, one));
    methods.set(path, [...(methods.get(path) ?? []), one.route.method.toUpperCase()]);
  }
  for (const [path, allowed] of methods) {
    router.all(path, () => {
      throw refuse('METHOD_NOT_ALLOWED', { metadata: { allow: allowed.join(', ') } });
    });
  }
}
