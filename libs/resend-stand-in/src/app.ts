import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import { faultBody } from './faults.ts';
import type { Mail } from './mail.ts';
import { answerError } from './resend-error.ts';
import { type Office, send } from './send.ts';

/** Resend's HTTP, and beside it the routes with which people and tests read the inbox and plan faults. */
export function standInApp(office: Office): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '1mb' }));
  app.post('/emails', send(office));
  app.get('/emails/:id', (request, response) => {
    const mail = office.inbox.find(request.params.id);
    if (mail) response.json(asResendShowsIt(mail));
    else answerError(response, 'not_found', 'No mail has this id.');
  });
  app.all('/emails', (_request, response) => answerError(response, 'method_not_allowed', 'Only POST is taken here.'));
  inboxRoutes(app, office);
  faultRoutes(app, office);
  app.use((_request, response) => answerError(response, 'not_found', 'There is nothing at this address.'));
  app.use(unreadable);
  return app;
}

function inboxRoutes(app: Express, { inbox }: Office): void {
  app.get('/', (_request, response) => response.type('html').send(listing(inbox.list())));
  app.get('/inbox', (request, response) => response.json({ mails: inbox.list(recipient(request)).map(summary) }));
  app.delete('/inbox', (request, response) => {
    inbox.clear(recipient(request));
    response.status(204).end();
  });
  app.get('/inbox/:id', (request, response) => {
    const mail = inbox.find(request.params.id);
    if (mail === undefined) return answerError(response, 'not_found', 'No mail has this id.');
    // A mail is foreign HTML: shown, but without script and without our origin.
    response.setHeader(
      'content-security-policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    response.format({
      'application/json': () =>
        response.json({ ...summary(mail), html: mail.html, text: mail.text, headers: mail.headers }),
      'text/html': () => response.send(mail.html),
      'text/plain': () => response.send(mail.text),
    });
  });
}

function faultRoutes(app: Express, { faults }: Office): void {
  app.get('/faults', (_request, response) => response.json({ faults: faults.list() }));
  app.post('/faults', (request, response) => {
    const fault = faultBody.safeParse(request.body);
    if (!fault.success) return answerError(response, 'validation_error', fault.error.message);
    faults.plan(fault.data);
    response.status(204).end();
  });
  app.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
}

const recipient = ({ query }: Request): string | undefined => (typeof query.to === 'string' ? query.to : undefined);

const summary = ({ id, to, from, subject, idempotencyKey, receivedAt }: Mail) => ({
  id,
  to,
  from,
  subject,
  idempotency_key: idempotencyKey,
  received_at: receivedAt,
});

const asResendShowsIt = (mail: Mail) => ({
  object: 'email',
  id: mail.id,
  to: mail.to,
  from: mail.from,
  created_at: mail.receivedAt,
  subject: mail.subject,
  html: mail.html,
  text: mail.text,
  last_event: 'delivered',
});

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function listing(mails: readonly Mail[]): string {
  const rows = mails
    .toReversed()
    .map(({ id, to, subject, receivedAt }) => {
      const cells = [
        receivedAt.toISOString(),
        escaped(to.join(', ')),
        `<a href="/inbox/${id}">${escaped(subject)}</a>`,
      ];
      return `<tr><td>${cells.join('</td><td>')}</td></tr>`;
    })
    .join('');
  return `<!doctype html><meta charset="utf-8"><title>Inbox</title><h1>Inbox</h1><table>${rows}</table>`;
}

/** A body that is no JSON is the sender's mistake; anything else thrown here is ours. */
const unreadable: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const badBody = error instanceof Error && 'status' in error && Number(error.status) < 500;
  answerError(
    response,
    badBody ? 'validation_error' : 'application_error',
    badBody ? 'The body cannot be read.' : 'Broken.',
  );
};
