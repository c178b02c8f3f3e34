import { isCoded, reasons } from '@platform/kernel';

const passing = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'ABORTED']);
const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const names =
  /^(Mongo|Mongoose)(Network|ServerSelection|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WaitQueueTimeout|Timeout)|^KafkaJS(Connection|RequestTimeout|NumberOfRetriesExceeded|BrokerNotFound|NoBrokerAvailable)|^MaxRetriesPerRequestError$/;

interface Told {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/**
 * Whether an error says that something else is away, so that the same work will succeed once it is back. Such work is
 * repeated for as long as it takes; every other failure is the work's own and has a limited number of attempts.
 */
export function isOutage(error: unknown, depth = 0): boolean {
  if (isCoded(error)) return passing.has(reasons[error.reason].grpc);
  if (!(error instanceof Error) || depth > 5) return false;
  const { name, code, cause }: Told = error;
  return (
    (typeof name === 'string' && names.test(name)) ||
    (typeof code === 'string' && codes.has(code)) ||
    isOutage(cause, depth + 1)
  );
}
