import { registry, type VerdictReason } from './gen/reasons.ts';

export type { VerdictReason };

export type GrpcStatus =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'ABORTED'
  | 'FAILED_PRECONDITION'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'UNIMPLEMENTED'
  | 'INTERNAL';

export type FixableBy = 'you' | 'workspace_admin' | 'billing' | 'network_admin' | 'vendor';

/** One reason of the registry: its status codes, its words and its remedy. */
export interface ReasonEntry {
  /** The service that raises it; `all` where any may. */
  readonly service: string;
  readonly grpc: GrpcStatus;
  readonly http: number;
  /** no: never unchanged; yes: at once; after: when the stated time has passed; reread: after reading again. */
  readonly retry: 'no' | 'yes' | 'after' | 'reread';
  /** What happened, in one sentence. */
  readonly title: string;
  /** What to do, in one sentence. */
  readonly fix: string;
  readonly by: FixableBy;
  readonly metadata: readonly string[];
  /** An activation verdict: clients may act on it; everything else is trouble, never a verdict (contract §6.3). */
  readonly verdict: boolean;
}

export type Reason = keyof typeof registry;

/** Contract §4.3, §5.10, §6.3: every reason there is. The source is libs/kernel/reasons.table. */
export const reasons: Readonly<Record<Reason, ReasonEntry>> = registry;

export const isReason = (value: string): value is Reason => Object.hasOwn(registry, value);
export const isVerdict = (value: string): value is VerdictReason => isReason(value) && reasons[value].verdict;
