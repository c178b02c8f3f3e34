import { newId, refuse } from '@platform/kernel';
import { jwksOf } from '@platform/lease';
import { measureHttp } from '@platform/service';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Context } from '../context.ts';
import { type ActivateDoor, activateOverHttp, malformedJson } from './activate.ts';
import { errorAnswers } from './errors.ts';

export interface AppOptions {
  readonly context: Pick<Context, 'clock' | 'signingKeys' | 'log'>;
  readonly door: ActivateDoor;
  readonly trustedProxies: number;
  /** What keeps the service from deciding; empty is healthy. */
  readonly problems: () => readonly string[];
}

const requestIds: RequestHandler = (_request, response, next) => {
  response.locals.requestId = newId('req');
  response.set('X-Request-Id', response.locals.requestId);
  next();
};

const jsonOnly: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) throw refuse('MEDIA_TYPE_UNSUPPORTED');
  next();
};

const onlyBy =
  (...allow: readonly string[]): RequestHandler =>
  () => {
    throw refuse('METHOD_NOT_ALLOWED', { metadata: { allow: allow.join(', ') } });
  };

const isUnparsable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.parse.failed';

const json = express.json({ limit: 65_536, strict: true, inflate: false, type: 'application/json' });

/** The public HTTP side: activation, the keys of leases, the time. */
export function appOf({ context, door, trustedProxies, problems }: AppOptions): Express {
  const { clock, signingKeys, log } = context;
  const keys = jwksOf(signingKeys);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(measureHttp(), requestIds, helmet());

  const unparsable: ErrorRequestHandler = (error, request, response, next) =>
    isUnparsable(error) ? malformedJson(door)(request, response) : next(error);
  app.post('/v1/activate', jsonOnly, json, unparsable, activateOverHttp(door));
  app.all('/v1/activate', onlyBy('POST'));
  app.get('/.well-known/license-jwks.json', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').json(keys);
  });
  app.get('/v1/time', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ server_time: clock.now().toISOString() });
  });
  app.get('/v1/health', (_request, response) => {
    const healthy = problems().length === 0;
    response.status(healthy ? 200 : 503).json({ status: healthy ? 'ok' : 'degraded' });
  });
  app.all(['/.well-known/license-jwks.json', '/v1/time', '/v1/health'], onlyBy('GET', 'HEAD'));
  app.use(() => {
    throw refuse('ROUTE_NOT_FOUND');
  });
  app.use(errorAnswers({ docsUrl: door.docsUrl, log }));
  return app;
}
