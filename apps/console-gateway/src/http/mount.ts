import { type Route, refusesKeys } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import { redact } from '@platform/telemetry';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Admit } from '../admission.ts';
import type { GatewayCall } from '../call.ts';
import type { Mounted } from '../handlers/handler.ts';
import type { Live } from '../live/live.ts';
import type { Upstream } from '../upstream.ts';
import { clearSession, secretOf, setSession } from './session-cookie.ts';

/** `/v1/x/{id}:reset` in express' words. */
export const expressPath = (path: string): string => path.replaceAll(':', '\\:').replace(/\{(\w+)\}/g, ':$1');

const wrongKey = (reason: string, detail: string) =>
  refuse('VALIDATION_FAILED', { fields: [{ field: '/header/idempotency-key', reason, detail }] });

/**
 * The caller's idempotency key (contract §4.5: at most 255 characters). Whoever gives one relies on it, so that one which
 * nothing would honour is refused; what only reads has no use for it. Raises VALIDATION_FAILED.
 */
function idempotencyKeyOf(request: Request, route: Route): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw wrongKey('INVALID', 'Give 1 to 255 printable ASCII characters.');
  if (refusesKeys(route)) throw wrongKey('NOT_TAKEN', 'No answer of this is kept to be repeated: leave the key out.');
  return route.idempotent ? key : undefined;
}

/** What every call goes on to. */
export interface Behind {
  readonly upstream: Upstream;
  readonly live: Live;
  readonly admit: Admit;
}

async function callOf(
  { upstream, live, admit }: Behind,
  route: Route,
  request: Request,
  response: Response,
): Promise<GatewayCall> {
  const visitor = {
    requestId: String(response.locals.requestId),
    ip: request.ip ?? '',
    userAgent: redact(request.get('user-agent') ?? '').slice(0, 256),
    secret: secretOf(request.headers.cookie),
  };
  const workspaceId = typeof request.params.workspace_id === 'string' ? request.params.workspace_id : undefined;
  const idempotencyKey = idempotencyKeyOf(request, route);
  const admitted = await admit(route.needs, visitor, workspaceId);
  return {
    upstream,
    ...visitor,
    idempotencyKey,
    ...admitted,
    listen: (inside) => {
      if (request.method === 'HEAD') return void response.end();
      const { secret } = visitor;
      if (!admitted.signedIn || !secret) throw refuse('UNAUTHENTICATED');
      const place = request.get('last-event-id')?.slice(0, 64);
      live.open(response, { ...visitor, ...admitted.signedIn, secret, inside, place });
    },
    sayReplayed: () => void response.set('Idempotent-Replayed', 'true'),
    keepSession: (secret, expiresAt) => setSession(response, secret, expiresAt),
    dropSession: () => clearSession(response),
  };
}

/** Parse, then find out who asks, then answer. The input is judged first, so that rubbish costs no call. */
const serveRoute =
  (behind: () => Behind, { route, prepare }: Mounted): RequestHandler =>
  async (request, response) => {
    const run = prepare(request);
    const answer = await run(await callOf(behind(), route, request, response));
    if (route.stream) return;
    response.status(route.status);
    if (answer === undefined) response.end();
    else response.json(answer);
  };

/** Mounts every route; a known path with another method is told which methods there are. */
export function mount(router: Router, behind: () => Behind, routes: readonly Mounted[]): void {
  const methods = new Map<string, string[]>();
  for (const one of routes) {
    const path = expressPath(one.route.path);
    router[one.route.method](path, serveRoute(behind, one));
    methods.set(path, [...(methods.get(path) ?? []), one.route.method.toUpperCase()]);
  }
  for (const [path, allowed] of methods) {
    router.all(path, () => {
      throw refuse('METHOD_NOT_ALLOWED', { metadata: { allow: allowed.join(', ') } });
    });
  }
}
