import { refuse, SECOND } from '@platform/kernel';
import { currentTraceparent, span, withTraceparent } from '@platform/telemetry';
import type { Request, RequestHandler, Response } from 'express';
import type { Activate } from '../activate.ts';
import type { Answer, Door } from '../answer.ts';
import type { RefuseMalformed } from '../refuse-malformed.ts';
import { activateBody, problemsOf } from './body.ts';
import { deprecationHeaders, grantedBody, refusedMembers, statusOf } from './present.ts';
import { headersOf, problemOf } from './problem.ts';

/** As over gRPC: silence is trouble, never a verdict. */
const patienceMs = 5 * SECOND;

export interface ActivateDoor {
  readonly activate: Activate;
  readonly refuseMalformed: RefuseMalformed;
  readonly docsUrl: string;
}

/** POST /v1/activate: the same decision as over gRPC. A body that is not the message of §6.1 fails D-1. */
export const activateOverHttp =
  ({ activate, refuseMalformed, docsUrl }: ActivateDoor): RequestHandler =>
  async (request, response) => {
    const decide = () => {
      const door: Door = { name: 'http', ip: request.ip ?? '', traceparent: currentTraceparent() };
      const body = activateBody.safeParse(request.body);
      return body.success ? activate(body.data, door) : refuseMalformed(problemsOf(body.error), door);
    };
    const answer = await inTime(inTrace(request.get('traceparent') ?? '', decide));
    response.set({ 'Cache-Control': 'no-store', ...deprecationHeaders(answer.response.deprecation) });
    send(response, answer, docsUrl);
  };

/** Where the HTTP server is traced by itself, its span is the caller's child already. */
function inTrace(traceparent: string, decide: () => Promise<Answer>): Promise<Answer> {
  if (currentTraceparent()) return span('activate', {}, decide);
  return withTraceparent(traceparent, 'POST /v1/activate', {}, decide, 'server');
}

/** A body that is no JSON at all fails D-1, too. */
export const malformedJson =
  ({ refuseMalformed, docsUrl }: ActivateDoor) =>
  async (request: Request, response: Response): Promise<void> => {
    const door: Door = { name: 'http', ip: request.ip ?? '', traceparent: '' };
    const problem = { field: '', reason: 'JSON_INVALID', detail: 'Give one JSON object in UTF-8.' };
    send(response, await refuseMalformed([problem], door), docsUrl);
  };

function send(response: Response, answer: Answer, docsUrl: string): void {
  const { refusal } = answer;
  if (!refusal) {
    response.json(grantedBody(answer));
    return;
  }
  const { reason, message, metadata, fields = [], retryAfterSeconds } = refusal;
  const error = refuse(reason, {
    detail: message,
    metadata,
    fields,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
  const problem = problemOf(error, { requestId: String(response.locals.requestId ?? ''), docsUrl });
  response
    .status(statusOf(refusal))
    .set(headersOf(error))
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, ...refusedMembers(answer, refusal) }));
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(refuse('DEADLINE_EXCEEDED')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
