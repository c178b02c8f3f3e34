import { type CodedError, reasons } from '@platform/kernel';

/** What every problem of one server shares. */
export interface About {
  readonly requestId: string;
  readonly docsUrl: string;
}

/** RFC 9457 document of a refusal (contract §4.3). */
export function problemOf(error: CodedError, { requestId, docsUrl }: About) {
  const entry = reasons[error.reason];
  return {
    type: `${docsUrl}#${error.reason}`,
    title: entry.title,
    status: entry.http,
    detail: error.message,
    instance: requestId,
    reason: error.reason,
    domain: 'activation.licensing.platform',
    metadata: error.metadata,
    retryable: entry.retry === 'yes' || entry.retry === 'after',
    fix: entry.fix,
    errors: error.fields.map(({ field, reason, detail }) => ({ pointer: field, reason, detail })),
  };
}

/** Headers that a refusal brings with it. */
export const headersOf = ({ retryAfterSeconds, metadata }: CodedError): Readonly<Record<string, string>> => ({
  ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }),
  ...(metadata.allow ? { Allow: metadata.allow } : {}),
});
