import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler } from 'express';
import type { JobsBoard } from './jobs-board.ts';
import type { Passes } from './login/passes.ts';
import { loginRoutes, ownOriginOnly, signedInOnly } from './login/routes.ts';
import type { Scraper } from './metrics/scrape.ts';
import { servicesPage } from './pages/services-page.ts';
import { style } from './pages/style.ts';
import { tracePage } from './pages/trace-page.ts';
import { tracesPage } from './pages/traces-page.ts';
import { readOtlp } from './traces/read-otlp.ts';
import { type Search, search, summaryOf } from './traces/search.ts';
import type { TraceStore } from './traces/trace-store.ts';

export interface Shown {
  readonly passes: Passes;
  readonly otlpSecret: string;
  readonly traces: TraceStore;
  readonly scraper: Scraper;
  readonly jobs: JobsBoard;
}

const common =
  "default-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; ";
const ours = `${common}style-src 'self'`;
/** Bull Board is an application of its own: its scripts come from here, its styles are inline. */
const boards = `${common}style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; font-src 'self'`;

const policy =
  (csp: string): RequestHandler =>
  (_request, response, next) => {
    response.set({
      'Content-Security-Policy': csp,
      'Cache-Control': 'no-store',
      // With `no-referrer` a browser would call the page of a form "null", and who is null is somebody else.
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  };

/** Spans in, pages out; everything but the login and the style sheet is for those who are signed in. */
export function appOf({ passes, otlpSecret, traces, scraper, jobs }: Shown): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(policy(ours));
  app.post('/v1/traces', vouched(otlpSecret), express.json({ limit: '8mb' }), taking(traces));
  app.get('/style.css', (_request, response) => void response.type('css').send(style));
  app.use(ownOriginOnly, loginRoutes(passes), signedInOnly(passes));
  app.get('/', (_request, response) => void response.send(servicesPage(scraper.readings())));
  app.get('/traces', (request, response) => void response.send(listing(traces, searchOf(request))));
  app.get('/traces/:id', (request, response) => {
    const spans = traces.trace(request.params.id);
    if (spans.length > 0) response.send(tracePage(spans));
    else response.status(404).type('text').send('This trace is not known here, or not any more.\n');
  });
  app.use('/jobs', policy(boards), jobs.routes);
  app.use((_request, response) => void response.status(404).type('text').send('There is nothing at this address.\n'));
  return app;
}

const vouched =
  (secret: string): RequestHandler =>
  (request, response, next) => {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    if (timingSafeEqual(digest(request.get('x-otlp-secret') ?? ''), digest(secret))) next();
    else response.status(401).json({ message: 'The header x-otlp-secret is missing or wrong.' });
  };

const taking =
  (traces: TraceStore): RequestHandler =>
  (request, response) => {
    const spans = readOtlp(request.body);
    if (!spans) {
      response.status(400).json({ message: 'This is not an ExportTraceServiceRequest in JSON.' });
      return;
    }
    traces.add(spans);
    response.json({});
  };

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 200) : '');

const searchOf = ({ query }: Request): Search => ({
  text: textOf(query.text),
  service: textOf(query.service),
  failed: textOf(query.failed) !== '',
  slowerThanMs: Math.max(0, Number(textOf(query.slower)) || 0),
});

function listing(traces: TraceStore, wanted: Search): string {
  const all = traces.all();
  const services = new Set(all.flatMap((spans) => summaryOf(spans).services));
  return tracesPage(search(all, wanted), wanted, [...services].sort());
}
