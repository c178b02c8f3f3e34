import { allRoutes, openApiOf } from '@platform/console-api';
import { newId, refuse } from '@platform/kernel';
import { measureHttp } from '@platform/service';
import type { Logger } from '@platform/telemetry';
import express, { type Express, type RequestHandler } from 'express';
import type { Config } from './config.ts';
import { mounted } from './handlers/index.ts';
import { consolePages } from './http/console-pages.ts';
import { errorAnswers } from './http/errors.ts';
import { jsonOnly, originGuard } from './http/guards.ts';
import { perMinute, perSession } from './http/limits.ts';
import { localInbox } from './http/local-inbox.ts';
import { type Behind, mount } from './http/mount.ts';
import { reference } from './http/reference/index.ts';
import { noStore, securityHeaders } from './http/security-headers.ts';

const requestIds: RequestHandler = (_request, response, next) => {
  response.locals.requestId = newId('req');
  response.set('X-Request-Id', response.locals.requestId);
  next();
};

/**
 * The HTTP side of the gateway: guards first, then the routes, then the one place where errors become answers. Who stands
 * behind it is asked for by requests only, so that it can be looked at without anybody there.
 */
export function appOf(config: Config, behind: () => Behind, log: Logger): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.set('query parser', 'simple');
  // Nobody keeps an answer that he could ask about; pages have their own.
  app.set('etag', false);
  app.use(measureHttp(), requestIds, ...securityHeaders);
  app.use('/v1', noStore);
  app.get('/v1/health', (_request, response) => void response.json({ status: 'ok' }));
  app.use(reference(openApiOf(allRoutes)));
  app.use(
    '/v1',
    perMinute(config.REQUESTS_PER_MINUTE, 'all'),
    perSession(config.SESSION_REQUESTS_PER_MINUTE, 'session'),
  );
  app.use('/v1/auth', perMinute(config.AUTH_REQUESTS_PER_MINUTE, 'auth'));
  app.use(originGuard([new URL(config.APP_URL).origin, ...config.ALLOWED_ORIGINS]), jsonOnly);
  app.use(express.json({ limit: '64kb', strict: true, type: 'application/json' }));
  mount(app, behind, mounted);
  if (config.LOCAL_INBOX_URL) app.use(localInbox(config.LOCAL_INBOX_URL));
  if (config.CONSOLE_DIR) app.use(consolePages(config.CONSOLE_DIR));
  app.use(() => {
    throw refuse('ROUTE_NOT_FOUND');
  });
  app.use(errorAnswers({ docsUrl: new URL('/docs/errors', config.APP_URL).href, log }));
  return app;
}
