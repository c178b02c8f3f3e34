import { type Reason, reasons } from './reasons.ts';

/** One wrong field: its name or JSON pointer, a reason and what to give instead. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
  readonly detail: string;
}

export interface Circumstances {
  /** One sentence for the person: what happened. Default: the registry's title. */
  readonly detail?: string;
  /** Values that the remedy needs (a time, a limit, a permission). Never a secret. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly fields?: readonly FieldProblem[];
  /** For retryable reasons: how long to wait. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A refusal that the caller may read. Everything else that is thrown is a bug and is told to the log alone. */
export class CodedError extends Error {
  readonly reason: Reason;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(reason: Reason, circumstances: Circumstances = {}) {
    super(circumstances.detail ?? reasons[reason].title, { cause: circumstances.cause });
    this.name = 'CodedError';
    this.reason = reason;
    this.metadata = circumstances.metadata ?? {};
    this.fields = circumstances.fields ?? [];
    this.retryAfterSeconds = circumstances.retryAfterSeconds;
  }
}

/** `throw refuse('LICENSE_NOT_ASSIGNED', { metadata: { workspace } })` */
export const refuse = (reason: Reason, circumstances?: Circumstances): CodedError =>
  new CodedError(reason, circumstances);

export const isCoded = (error: unknown, reason?: Reason): error is CodedError =>
  error instanceof CodedError && (reason === undefined || error.reason === reason);
