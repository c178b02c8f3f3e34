import { type CodedError, isCoded, refuse } from '@platform/kernel';
import type { Logger } from '@platform/telemetry';
import type { ErrorRequestHandler } from 'express';
import { headersOf, problemOf } from './problem.ts';

interface HttpLike {
  readonly type?: string;
  readonly status?: number;
}

/** What express and its body parser throw, in our words. Anything else is a bug: the caller is told nothing of it. */
function coded(error: unknown): CodedError {
  if (isCoded(error)) return error;
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as HttpLike;
  if (type === 'entity.too.large') return refuse('REQUEST_TOO_LARGE', { metadata: { max: '64 KiB' } });
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return refuse('MEDIA_TYPE_UNSUPPORTED');
  if (status !== undefined && status >= 400 && status < 500) {
    return refuse('VALIDATION_FAILED', { detail: 'The request cannot be read.', cause: error });
  }
  return refuse('INTERNAL', { cause: error });
}

/** The one place where an error becomes an answer. */
export const errorAnswers =
  ({ docsUrl, log }: { readonly docsUrl: string; readonly log: Logger }): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = coded(error);
    const requestId = String(response.locals.requestId ?? '');
    if (refusal.reason === 'INTERNAL') log.error({ err: error, method: request.method, requestId }, 'request failed');
    const problem = problemOf(refusal, { requestId, docsUrl });
    response
      .status(problem.status)
      .set(headersOf(refusal))
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  };
