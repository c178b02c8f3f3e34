import { randomUUID } from 'node:crypto';
import { type Clock, neverReached } from '@platform/kernel';
import type { Request, Response } from 'express';
import type { FaultKind, Faults } from './faults.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import type { Inbox } from './inbox.ts';
import { isProblem, type MailContent, type MailProblem, readMail } from './mail.ts';
import { answerError } from './resend-error.ts';

export interface Office {
  readonly inbox: Inbox;
  readonly keys: IdempotencyKeys;
  readonly faults: Faults;
  readonly clock: Clock;
  /** When set, only this key opens the door; otherwise any. */
  readonly apiKey: string | undefined;
  /** Called once for each request to send, whatever becomes of it. */
  readonly attempted: (to: readonly string[]) => void;
}

/** `POST /emails`. */
export const send = (office: Office) => (request: Request, response: Response) => {
  if (!mayEnter(office, request, response)) return;
  const mail = readMail(request.body);
  if (isProblem(mail)) return answerProblem(response, mail);
  office.attempted(mail.to);

  const key = request.get('idempotency-key');
  if (key !== undefined && (key.length < 1 || key.length > 256)) {
    return answerError(response, 'invalid_idempotency_key', 'An idempotency key has 1 to 256 characters.');
  }
  const fault = office.faults.take(mail.to);
  if (fault !== undefined && fault !== 'accept_then_drop') return misbehave(response, fault);
  return accept(office, { mail, key, body: request.body, response, answered: fault === undefined });
};

function mayEnter({ apiKey }: Office, request: Request, response: Response): boolean {
  const [, given] = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '') ?? [];
  if (given === undefined) answerError(response, 'missing_api_key', 'Send your API key as a bearer token.');
  else if (apiKey !== undefined && given !== apiKey)
    answerError(response, 'invalid_api_key', 'This API key is not known.');
  else return true;
  return false;
}

function answerProblem(response: Response, { missing, field, detail }: MailProblem): void {
  const name = missing ? 'missing_required_field' : 'validation_error';
  answerError(response, name, `The field \`${field}\` is ${missing ? 'missing' : 'wrong'}: ${detail}.`);
}

/** Every fault but `accept_then_drop`: the mail is not accepted. */
function misbehave(response: Response, kind: Exclude<FaultKind, 'accept_then_drop'>): void {
  switch (kind) {
    case 'rate_limit':
      answerError(response, 'rate_limit_exceeded', 'Too many requests: slow down.');
      break;
    case 'server_error':
      answerError(response, 'application_error', 'Something broke on the mail side.');
      break;
    case 'refuse':
      answerError(response, 'validation_error', 'This mail is refused for good.');
      break;
    case 'forbidden': // Resend's name for it says little; the status tells it apart from a mail that is wrong.
      answerError(response, 'validation_error', 'The domain of the sender is not verified.', 403);
      break;
    case 'hang': // no answer, ever: the client has to give up
      break;
    default:
      neverReached(kind);
  }
}

interface Parcel {
  readonly mail: MailContent;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly response: Response;
  readonly answered: boolean;
}

function accept({ inbox, keys, clock }: Office, { mail, key, body, response, answered }: Parcel): void {
  const claim = key === undefined ? undefined : keys.claim(key, body);
  if (claim?.verdict === 'other-body') {
    answerError(response, 'invalid_idempotent_request', 'This key was used with another body.');
    return;
  }
  const id = claim?.verdict === 'replay' ? claim.mailId : randomUUID();
  if (claim?.verdict !== 'replay') inbox.add({ ...mail, id, idempotencyKey: key, receivedAt: clock.now() });
  if (claim?.verdict === 'new') claim.keep(id);
  if (answered) response.json({ id });
  else response.socket?.destroy();
}
