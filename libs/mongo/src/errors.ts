import { type CodedError, isCoded, refuse } from '@platform/kernel';
import { mongo as driver, Error as MongooseErrors } from 'mongoose';

/** A secondary unique index was violated. The service knows what the index means and maps it to a reason. */
export class UniqueViolation extends Error {
  readonly index: string;
  /** The values that were there already. May be personal data: not for logs. */
  readonly keys: Readonly<Record<string, unknown>>;

  constructor(index: string, keys: Readonly<Record<string, unknown>>) {
    super(`the unique index ${index} holds this value already`);
    this.name = 'UniqueViolation';
    this.index = index;
    this.keys = keys;
  }
}

/** Somebody else was quicker: read again and decide again. */
export class LostRace extends Error {
  constructor(what: string, cause?: unknown) {
    super(`lost a race for ${what}`, { cause });
    this.name = 'LostRace';
  }
}

const duplicateKey = 11_000;
/** The server is going away or is no longer primary; the driver finds the next one by itself. */
const steppingDown = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

export const isDuplicateKey = (error: unknown): error is driver.MongoServerError =>
  error instanceof driver.MongoServerError && error.code === duplicateKey;

/** A duplicate `_id` is a lost race: the other one wrote first. Every other duplicate is a `UniqueViolation`. */
function ofDuplicate(error: driver.MongoServerError, what: string): LostRace | UniqueViolation {
  const index = /index: (\S+)/.exec(error.message)?.[1] ?? 'unknown';
  return index === '_id_' ? new LostRace(what, error) : new UniqueViolation(index, error.keyValue ?? {});
}

/** What the write of new documents gives. Raises LostRace where one of them is there already, UniqueViolation for what else is taken. */
export const orLostRace = <T>(write: Promise<T>, what: string): Promise<T> =>
  write.catch((error: unknown) => {
    throw isDuplicateKey(error) ? ofDuplicate(error, what) : error;
  });

/** May the whole piece of work be done again? True for a lost race, a broken connection and what the server calls transient. */
export const isRepeatable = (error: unknown): boolean =>
  error instanceof LostRace ||
  isBroken(error) ||
  (error instanceof driver.MongoError && error.hasErrorLabel('TransientTransactionError'));

/** NOTE: the driver lets some errors of the socket through as they are (EPIPE on a connection that just died). */
const socketErrors = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);
const isBroken = (error: unknown): boolean =>
  error instanceof driver.MongoNetworkError ||
  // NOTE: what breaks under a write of several documents, the driver puts into another error, as what the server had said.
  (error instanceof driver.MongoBulkWriteError && isBroken(error.errorResponse)) ||
  (typeof error === 'object' && error !== null && 'code' in error && socketErrors.has(String(error.code)));

/** The database did not answer, or says that it is going away. */
export const isAway = (error: unknown): boolean =>
  isBroken(error) ||
  error instanceof driver.MongoServerSelectionError ||
  error instanceof MongooseErrors.MongooseServerSelectionError ||
  error instanceof driver.MongoWriteConcernError ||
  (error instanceof driver.MongoServerError && steppingDown.has(Number(error.code)));

/** What the caller is told: the database is away (UNAVAILABLE), or the error as it is. */
export function readable(error: unknown): unknown {
  if (isCoded(error) || !isAway(error)) return error;
  return databaseAway(error);
}

/** `committed` says what became of a commit that got no answer. */
export const databaseAway = (cause: unknown, committed: 'false' | 'unknown' = 'false'): CodedError =>
  refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'mongodb', committed }, retryAfterSeconds: 1, cause });

/** After the last attempt: away if the database is, else contended. */
export const givenUp = (error: unknown): unknown =>
  isAway(error) ? readable(error) : refuse('CHANGE_CONTENDED', { retryAfterSeconds: 1, cause: error });
