import { isDeepStrictEqual } from 'node:util';
import { type Route, refusesKeys } from '@platform/console-api';
import { refuse } from '@platform/kernel';
import { redact } from '@platform/telemetry';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Door, Visitor } from '../admission.ts';
import type { Admitted, GatewayCall } from '../call.ts';
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
  readonly door: Door;
}

/** A request, as far as it can be read without asking anybody. */
interface Visit {
  readonly route: Route;
  readonly request: Request;
  readonly response: Response;
  readonly visitor: Visitor;
  readonly workspaceId: string | undefined;
  readonly idempotencyKey: string | undefined;
}

function visitOf(route: Route, request: Request, response: Response): Visit {
  const visitor = {
    requestId: String(response.locals.requestId),
    ip: request.ip ?? '',
    userAgent: redact(request.get('user-agent') ?? '').slice(0, 256),
    secret: secretOf(request.headers.cookie),
  };
  const workspaceId = typeof request.params.workspace_id === 'string' ? request.params.workspace_id : undefined;
  return { route, request, response, visitor, workspaceId, idempotencyKey: idempotencyKeyOf(request, route) };
}

function callOf({ upstream, live }: Behind, visit: Visit, admitted: Admitted): GatewayCall {
  const { request, response, visitor, idempotencyKey } = visit;
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

type Run = (call: GatewayCall) => Promise<unknown>;

/**
 * The answer to one visit. What only reads is read while the door is asked, as for whom it let in before: three services in
 * the time of the slowest. That answer counts only if the door says just the same again; otherwise it is dropped, and read anew.
 */
async function answerTo(visit: Visit, run: Run, behind: Behind): Promise<unknown> {
  const { route, visitor, workspaceId } = visit;
  const onlyReads = route.method === 'get' && route.stream === undefined;
  const expected = onlyReads ? behind.door.expects(route.needs, visitor, workspaceId) : undefined;
  const ahead = expected && run(callOf(behind, visit, expected));
  // Whether it failed is of interest only once the visitor is let in.
  ahead?.catch(() => {});
  const admitted = await behind.door.admit(route.needs, visitor, workspaceId);
  return isDeepStrictEqual(admitted, expected) ? ahead : run(callOf(behind, visit, admitted));
}

/** Parse, then find out who asks, then answer. The input is judged first, so that rubbish costs no call. */
const serveRoute =
  (behind: () => Behind, { route, prepare }: Mounted): RequestHandler =>
  async (request, response) => {
    const run = prepare(request);
    const answer = await answerTo(visitOf(route, request, response), run, behind());
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
