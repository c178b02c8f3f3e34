import { Metadata, type ServiceError, status as Status } from '@grpc/grpc-js';
import { CodedError, isReason, type Reason, reasons } from '@platform/kernel';
import { attach, detailsOf, domainOf } from './detail.ts';
import { decodeStatus, encodeStatus } from './status-details.ts';

export const detailsKey = 'grpc-status-details-bin';
export const requestIdKey = 'x-request-id';
export const replayedKey = 'idempotent-replayed';

/** A status as grpc-js sends it. */
export interface WireStatus {
  readonly code: Status;
  readonly details: string;
  readonly metadata: Metadata;
}

/** A coded error as google.rpc.Status (contract §4.3). `service` is the one that answers. */
export function toStatus(error: CodedError, service: string, requestId = ''): WireStatus {
  const entry = reasons[error.reason];
  const code = Status[entry.grpc];
  // grpc-js escapes the message with encodeURI, which throws on half a surrogate pair.
  const message = wellFormed(error.message);
  const metadata = new Metadata();
  if (requestId) metadata.set(requestIdKey, requestId);
  const bytes = encodeStatus({
    code,
    message,
    reason: error.reason,
    domain: domainOf(error) ?? `${entry.service === 'all' ? service : entry.service}.licensing.platform`,
    metadata: Object.fromEntries(Object.entries(error.metadata).map((entry) => entry.map(wellFormed))),
    fields: error.fields.map(({ field, reason, detail }) => ({
      field: wellFormed(field),
      reason,
      detail: wellFormed(detail),
    })),
    retryAfterSeconds: error.retryAfterSeconds,
    attached: detailsOf(error),
  });
  metadata.set(detailsKey, bytes);
  return { code, details: message, metadata };
}

/** Half a surrogate pair becomes a replacement character, as in every UTF-8 encoder. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** What a failed call means, as the CodedError that was thrown there; without details by its status alone. */
export function fromServiceError(error: ServiceError, service: string): CodedError {
  const [bytes] = error.metadata?.get(detailsKey) ?? [];
  const told = Buffer.isBuffer(bytes) ? decodeStatus(bytes) : undefined;
  if (!told || !isReason(told.reason)) return bare(error, service);
  const coded = new CodedError(told.reason, {
    detail: told.message,
    metadata: told.metadata,
    fields: told.fields,
    ...(told.retryAfterSeconds !== undefined && { retryAfterSeconds: told.retryAfterSeconds }),
    cause: error,
  });
  return attach(coded, { domain: told.domain, details: told.attached });
}

/** Statuses that the transport makes, or that a stranger sent. */
const reasonOf = new Map<Status, Reason>([
  [Status.INVALID_ARGUMENT, 'VALIDATION_FAILED'],
  [Status.OUT_OF_RANGE, 'VALIDATION_FAILED'],
  [Status.UNAUTHENTICATED, 'UNAUTHENTICATED'],
  [Status.PERMISSION_DENIED, 'PERMISSION_REQUIRED'],
  [Status.NOT_FOUND, 'RESOURCE_NOT_FOUND'],
  [Status.ABORTED, 'CHANGE_CONTENDED'],
  [Status.RESOURCE_EXHAUSTED, 'RATE_LIMITED'],
  [Status.UNIMPLEMENTED, 'NOT_OFFERED'],
  [Status.DEADLINE_EXCEEDED, 'DEADLINE_EXCEEDED'],
  [Status.UNAVAILABLE, 'DEPENDENCY_UNAVAILABLE'],
  [Status.CANCELLED, 'DEPENDENCY_UNAVAILABLE'],
]);

/**
 * The call broke off before there was a status: a connection that was lost, or one that the server closed since a thousand
 * calls in a row had been given up on it (its guard against rapid resets). NOTE: grpc-js says so in words alone.
 */
const brokeOff = ({ details }: ServiceError): boolean => details.startsWith('Received RST_STREAM');

function bare(error: ServiceError, service: string): CodedError {
  const reason = brokeOff(error) ? 'DEPENDENCY_UNAVAILABLE' : (reasonOf.get(error.code) ?? 'INTERNAL');
  return new CodedError(reason, { metadata: { service }, cause: error });
}
