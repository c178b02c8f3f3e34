import { refuse } from '@platform/kernel';
import type { RequestHandler } from 'express';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** An unsafe request that a page of another origin sends is refused; programs send no Origin and bring no cookie by accident. */
export const originGuard =
  (allowed: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    const foreign = (origin !== undefined && !allowed.includes(origin)) || site === 'cross-site';
    if (foreign && !safe.has(request.method)) {
      throw refuse('ORIGIN_REFUSED', { metadata: { origin: (origin ?? 'unknown').slice(0, 200) } });
    }
    next();
  };

/** A body is JSON or it is nothing: forms and text from other pages never reach a handler. */
export const jsonOnly: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!safe.has(request.method) && hasBody && !request.is('application/json')) throw refuse('MEDIA_TYPE_UNSUPPORTED');
  next();
};
