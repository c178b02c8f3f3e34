import { z } from 'zod';

const addresses = z.union([z.string().min(3), z.array(z.string().min(3)).min(1).max(50)]);

/** What `POST /emails` takes. Fields that Resend knows and we never send are let through unread. */
const mailBody = z.looseObject({
  from: z.string().min(3),
  to: addresses,
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  reply_to: addresses.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

/** A mail that was accepted. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
  readonly receivedAt: Date;
}

export type MailContent = Omit<Mail, 'id' | 'idempotencyKey' | 'receivedAt'>;

/** Why a body is not a mail: the fields that are missing, or the first that is wrong. */
export interface MailProblem {
  readonly missing: boolean;
  readonly field: string;
  readonly detail: string;
}

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

const isAbsent = (body: unknown, field: string): boolean =>
  typeof body !== 'object' || body === null || !Object.hasOwn(body, field);

/** Reads the body of `POST /emails`. */
export function readMail(body: unknown): MailContent | MailProblem {
  const parsed = mailBody.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? 'body');
    return { missing: isAbsent(body, field), field, detail: issue?.message ?? 'unreadable' };
  }
  const { from, to, subject, html = '', text = '', headers = {} } = parsed.data;
  if (html === '' && text === '') return { missing: true, field: 'html', detail: 'a mail needs html or text' };
  if (/[\r\n]/.test(`${from}${subject}`)) {
    return { missing: false, field: 'subject', detail: 'a header must not contain a line break' };
  }
  return { from, to: asList(to), subject, html, text, headers };
}

export const isProblem = (read: MailContent | MailProblem): read is MailProblem => 'missing' in read;
