import { refuse } from '@platform/kernel';
import type { Request, RequestHandler } from 'express';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a page of another origin sends this. Browsers name the origin of an unsafe request; one that does not is believed
 * when it says in Sec-Fetch-Site that the page is ours, or says nothing at all: then it is a program, which brings no cookie
 * by accident.
 */
function isForeign(request: Request, allowed: readonly string[]): boolean {
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  if (site === 'cross-site') return true;
  if (origin !== undefined) return !allowed.includes(origin);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** An unsafe request that a page of another origin sends is refused with ORIGIN_REFUSED. */
export const originGuard =
  (allowed: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    if (!safe.has(request.method) && isForeign(request, allowed)) {
      throw refuse('ORIGIN_REFUSED', { metadata: { origin: (request.get('origin') ?? 'unknown').slice(0, 200) } });
    }
    next();
  };

/** A body is JSON or it is nothing: forms and text from other pages never reach a handler. */
export const jsonOnly: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!safe.has(request.method) && hasBody && !request.is('application/json')) throw refuse('MEDIA_TYPE_UNSUPPORTED');
  next();
};
