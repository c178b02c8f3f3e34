import type { VerdictReason, WarningReason } from '@platform/kernel';
import type { CredentialKind, Snapshot } from './facts.ts';
import type { ActivationRequest } from './request.ts';

/** All that a step may look at. */
export interface Input {
  readonly request: ActivationRequest;
  readonly snapshot: Snapshot;
  readonly now: Date;
}

export type Metadata = Readonly<Record<string, string>>;

export interface Failure {
  readonly reason: VerdictReason;
  readonly metadata: Metadata;
}

export interface Warning {
  readonly reason: WarningReason;
  readonly metadata: Metadata;
}

/** What one step found. `skip`: the step does not apply, or what it looks at is not known. */
export interface Finding {
  readonly outcome: 'pass' | 'fail' | 'skip';
  /** For the trace: what was seen, never a secret. */
  readonly detail: string;
  /** Version of the fact that was looked at. */
  readonly revision?: number | undefined;
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
}

/** One of the ordered checks (contract §6.2): a pure function of request, facts and time. */
export interface Step {
  readonly id: `D-${number}`;
  readonly name: string;
  readonly check: (input: Input) => Finding;
}

const none: readonly never[] = [];

export const pass = (detail: string, revision?: number, warnings: readonly Warning[] = none): Finding => ({
  outcome: 'pass',
  detail,
  revision,
  failures: none,
  warnings,
});

export const skip = (detail: string): Finding => ({ outcome: 'skip', detail, failures: none, warnings: none });

export const fail = (
  detail: string,
  failures: readonly Failure[],
  revision?: number,
  warnings: readonly Warning[] = none,
): Finding => ({ outcome: 'fail', detail, revision, failures, warnings });

export const because = (reason: VerdictReason, metadata: Metadata = {}): Failure => ({ reason, metadata });
export const warn = (reason: WarningReason, metadata: Metadata = {}): Warning => ({ reason, metadata });

/** The kind of the credential: as known, else as its shape tells; undefined for legacy keys that nobody knows. */
export function kindOf({ request, snapshot }: Input): CredentialKind | undefined {
  if (snapshot.credential) return snapshot.credential.kind;
  const { shape } = request.credential;
  return shape === 'developer' || shape === 'ci' ? shape : undefined;
}

/** How the holder is told which workspace it is about: its name, else its id. */
export const workspaceOf = ({ workspace, credential }: Snapshot): Metadata => {
  const name = workspace?.name || credential?.workspaceId;
  return name ? { workspace: name } : {};
};

/** An instant in metadata: RFC 3339, or nothing when it is not known. */
export const instant = (name: string, at: Date | undefined): Metadata => (at ? { [name]: at.toISOString() } : {});
