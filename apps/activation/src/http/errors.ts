import { type CodedError, isCoded, refuse } from '@platform/kernel';
import type { Logger } from '@platform/telemetry';
import type { ErrorRequestHandler } from 'express';
import { headersOf, problemOf } from './problem.ts';

/** What the body parser and the router throw, in our words; undefined for what is a bug. */
function known(error: unknown): CodedError | undefined {
  if (isCoded(error)) return error;
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  switch (error.status) {
    case 413:
      return refuse('REQUEST_TOO_LARGE', { metadata: { max: '65536' } });
    case 415:
      return refuse('MEDIA_TYPE_UNSUPPORTED');
    default:
      return Number(error.status) < 500
        ? refuse('VALIDATION_FAILED', { detail: 'The request cannot be read.' })
        : undefined;
  }
}

/** The one place where an error becomes an HTTP answer. Bugs are told to the log alone. */
export const errorAnswers =
  ({ docsUrl, log }: { readonly docsUrl: string; readonly log: Logger }): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    const requestId = String(response.locals.requestId ?? '');
    const coded = known(error) ?? refuse('INTERNAL');
    if (coded.reason === 'INTERNAL') log.error({ requestId, err: error }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(coded, { requestId, docsUrl });
    response
      .status(problem.status)
      .set(headersOf(coded))
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  };
