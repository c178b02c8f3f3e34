import { refuse, SECOND } from '@platform/kernel';
import { currentTraceparent, span, withTraceparent } from '@platform/telemetry';
import type { Request, RequestHandler, Response } from 'express';
import type { Activate } from '../activate.ts';
import type { Answer, Door } from '../answer.ts';
import type { RefuseMalformed } from '../refuse-malformed.ts';
import { activateBody, pointerTo, problemsOf } from './body.ts';
import { deprecationHeaders, grantedBody, refusedMembers, statusOf } from './present.ts';
import { headersOf, problemOf } from './problem.ts';

/** As over gRPC: silence is trouble, never a verdict. */
const patienceMs = 5 * SECOND;

export interface ActivateDoor {
  readonly activate: Activate;
  readonly refuseMalformed: RefuseMalformed;
  readonly docsUrl: string;
}

type Decide = (door: Door) => Promise<Answer>;

/** POST /v1/activate: the same decision as over gRPC. A body that is not the message of §6.1 fails D-1. */
export const activateOverHttp =
  ({ activate, refuseMalformed, docsUrl }: ActivateDoor): RequestHandler =>
  async (request, response) => {
    const decide: Decide = (door) => {
      const body = activateBody.safeParse(request.body);
      return body.success ? activate(body.data, door) : refuseMalformed(problemsOf(body.error), door);
    };
    send(response, await answerTo(request, decide), docsUrl);
  };

/** A body that is no JSON at all fails D-1, too. */
export const malformedJson =
  ({ refuseMalformed, docsUrl }: ActivateDoor) =>
  async (request: Request, response: Response): Promise<void> => {
    const problem = { field: '', reason: 'JSON_INVALID', detail: 'Give one JSON object in UTF-8.' };
    const decide: Decide = (door) => refuseMalformed([problem], door);
    send(response, await answerTo(request, decide), docsUrl);
  };

function answerTo(request: Request, decide: Decide): Promise<Answer> {
  const { ip = '' } = request;
  const decided = () => decide({ name: 'http', ip, traceparent: currentTraceparent() });
  return inTime(inTrace(request.get('traceparent') ?? '', decided));
}

/** Where the HTTP server is traced by itself, its span is the caller's child already. */
function inTrace(traceparent: string, decide: () => Promise<Answer>): Promise<Answer> {
  if (currentTraceparent()) return span('activate', {}, decide);
  return withTraceparent(traceparent, 'POST /v1/activate', {}, decide, 'server');
}

function send(response: Response, answer: Answer, docsUrl: string): void {
  const { refusal } = answer;
  response.set({ 'Cache-Control': 'no-store', ...deprecationHeaders(answer.response.deprecation) });
  if (!refusal) {
    response.json(grantedBody(answer));
    return;
  }
  const { reason, message, metadata, fields = [], retryAfterSeconds } = refusal;
  const error = refuse(reason, {
    detail: message,
    metadata,
    fields: fields.map((one) => ({ ...one, field: pointerTo(one.field) })),
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
