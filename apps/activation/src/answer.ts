import type { activation as wire } from '@platform/contracts';
import type { FieldProblem, VerdictReason } from '@platform/kernel';
import type { Blocking } from './domain/blocking.ts';
import type { Metadata } from './domain/step.ts';

/** The verdict as both doors send it. Granted and refused ones have the same response message. */
export interface Answer {
  readonly response: wire.ActivateResponse;
  /** Set when refused. */
  readonly refusal: Refusal | undefined;
}

export interface Refusal {
  readonly reason: VerdictReason;
  readonly message: string;
  readonly metadata: Metadata;
  readonly blocking: readonly Blocking[];
  /** What is wrong with a request that could not be read. */
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
}

/** How a call came in. */
export interface Door {
  readonly name: 'grpc' | 'http';
  readonly ip: string;
  readonly traceparent: string;
}
