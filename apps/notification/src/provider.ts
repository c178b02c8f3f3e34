import { Resend } from 'resend';
import type { Outcome } from './domain/settle-mail.ts';

/** A mail as it is handed over. */
export interface WireMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Hands mails over. The same key with the same mail is one mail, however often it is handed over within 24 h. */
export interface MailProvider {
  send(mail: WireMail, idempotencyKey: string): Promise<Outcome>;
}

interface ResendOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

/** Resend's client returns what went wrong; it does not throw. */
export function resendProvider({ baseUrl, apiKey, timeoutMs }: ResendOptions): MailProvider {
  const resend = new Resend(apiKey, { baseUrl });
  return {
    send: async (mail, idempotencyKey) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const { data, error, headers } = await resend.emails.send({ ...mail }, { idempotencyKey, signal });
      if (!error) return { kind: 'accepted', providerId: data.id };
      return outcomeOf(error, headers?.['retry-after']);
    },
  };
}

interface Problem {
  readonly statusCode: number | null;
  readonly name: string;
  readonly message: string;
}

/** Ours to mend, or gone after a while: the mail itself is not to blame. */
const passing = new Set([
  'invalid_from_address',
  'rate_limit_exceeded',
  'daily_quota_exceeded',
  'monthly_quota_exceeded',
  'concurrent_idempotent_requests',
  'application_error',
  'internal_server_error',
]);
/** 401 and 403: our key is wrong, our account is suspended, or the domain of our sender is not verified (any more). */
const passingStatuses = new Set([401, 403, 408, 425, 429]);

/** Sorts an error: trouble that may pass, or a mail that is refused for good. */
export function outcomeOf({ statusCode, name, message }: Problem, retryAfter?: string): Outcome {
  const problem = `${statusCode ?? 'no answer'} ${name}: ${message}`.slice(0, 300);
  const trouble = passing.has(name) || statusCode === null || statusCode >= 500 || passingStatuses.has(statusCode);
  if (!trouble) return { kind: 'refused', problem };
  const seconds = Number(retryAfter);
  return { kind: 'trouble', problem, retryAfterMs: seconds > 0 ? seconds * 1_000 : undefined };
}
