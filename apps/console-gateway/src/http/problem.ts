import type { views } from '@platform/console-api';
import { type CodedError, type FieldProblem, reasons } from '@platform/kernel';
import type { z } from 'zod';

export type Problem = z.output<typeof views.problem>;

const pointer = (field: string) => (field.startsWith('/') ? field : `/${field.replaceAll('.', '/')}`);

/** RFC 9457 document of a refusal (contract §4.3): what happened, why, and what to do. */
export function problemOf(error: CodedError, about: { readonly requestId: string; readonly docsUrl: string }): Problem {
  const entry = reasons[error.reason];
  return {
    type: `${about.docsUrl}#${error.reason}`,
    title: entry.title,
    status: entry.http,
    detail: error.message,
    instance: about.requestId,
    reason: error.reason,
    domain: `${entry.service === 'all' ? 'gateway' : entry.service}.licensing.platform`,
    metadata: error.metadata,
    retryable: entry.retry === 'yes' || entry.retry === 'after',
    fix: entry.fix,
    errors: error.fields.map(({ field, reason, detail }: FieldProblem) => ({
      pointer: pointer(field),
      reason,
      detail,
    })),
  };
}

/** Headers that a problem brings with it. */
export function headersOf(error: CodedError): Readonly<Record<string, string>> {
  return {
    ...(error.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(error.retryAfterSeconds)) }),
    ...(error.metadata.allow ? { Allow: error.metadata.allow } : {}),
  };
}
