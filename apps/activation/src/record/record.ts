import type { DecisionId } from '@platform/kernel';
import type { Answer, Door } from '../answer.ts';
import type { Blocking } from '../domain/blocking.ts';
import { type Decision, POLICY_VERSION } from '../domain/decide.ts';
import type { CredentialKind, Snapshot } from '../domain/facts.ts';
import type { ActivationRequest, CiContext } from '../domain/request.ts';
import type { Warning } from '../domain/step.ts';
import type { GivenLease } from '../grant.ts';

/** `[id, name, outcome, detail, revision]`: a trace is written with every decision, so it is kept small. */
export type RecordedStep = readonly [id: string, name: string, outcome: string, detail: string, revision: number];

/** A decision as it is kept (contract §5.5, §6.7): JSON, without the credential's value. Instants are milliseconds. */
export interface DecisionRecord {
  readonly id: DecisionId;
  readonly at: number;
  readonly granted: boolean;
  readonly reason: string;
  readonly policy: string;
  /** '' where the credential is not known. */
  readonly workspaceId: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly kind: CredentialKind | '';
  readonly display: string;
  readonly sessionId: string;
  readonly machine: string;
  readonly product: string;
  readonly version: string;
  readonly system: string;
  readonly isDocker: boolean;
  readonly ci: CiContext | undefined;
  readonly offline: readonly { readonly at: number; readonly leaseId: string }[];
  readonly activationId: string;
  readonly lease: { readonly id: string; readonly kid: string; readonly notAfter: number } | undefined;
  readonly blocking: readonly Blocking[];
  readonly warnings: readonly Warning[];
  readonly steps: readonly RecordedStep[];
  readonly revisions: Readonly<Record<string, number>>;
  readonly door: Door['name'];
  readonly ipPrefix: string;
  readonly traceparent: string;
  readonly latencyUs: number;
}

export interface Made {
  readonly id: DecisionId;
  readonly request: ActivationRequest;
  readonly snapshot: Snapshot;
  readonly decision: Decision;
  readonly answer: Answer;
  readonly lease: GivenLease | undefined;
  readonly machine: string;
  readonly now: Date;
  readonly door: Door;
  readonly latencyUs: number;
}

const longest = 255;
const cut = (text: string): string => (text.length > longest ? text.slice(0, longest) : text);

/** What is kept of a decision. A request that is too large to be right is kept shortened. */
export function recordOf(made: Made): DecisionRecord {
  const { id, request, snapshot, decision, answer, lease, machine, now, door } = made;
  const { credential } = snapshot;
  return {
    id,
    at: now.getTime(),
    granted: decision.granted,
    reason: decision.reason ?? '',
    policy: POLICY_VERSION,
    workspaceId: credential?.workspaceId ?? '',
    userId: credential?.userId ?? '',
    credentialId: credential?.credentialId ?? '',
    kind: credential?.kind ?? '',
    display: request.credential.display,
    sessionId: cut(request.sessionId),
    machine,
    product: cut(request.product?.name ?? ''),
    version: cut(request.product?.version ?? ''),
    system: cut(request.machine?.system ?? ''),
    isDocker: request.machine?.isDocker ?? false,
    ci: request.ci && shortened(request.ci),
    offline: request.offlineActivations
      .slice(0, 100)
      .map(({ at, leaseId }) => ({ at: at?.getTime() ?? 0, leaseId: cut(leaseId) })),
    activationId: answer.response.activationId,
    lease: lease && { id: lease.id, kid: lease.kid, notAfter: lease.notAfter.getTime() },
    blocking: answer.refusal?.blocking ?? [],
    warnings: decision.warnings,
    steps: decision.steps.map((step) => [step.id, step.name, step.outcome, cut(step.detail), step.revision ?? 0]),
    revisions: revisionsOf(snapshot),
    door: door.name,
    ipPrefix: ipPrefixOf(door.ip),
    traceparent: door.traceparent,
    latencyUs: made.latencyUs,
  };
}

const shortened = (ci: CiContext): CiContext => ({
  detected: ci.detected,
  evidence: ci.evidence.slice(0, 32).map(cut),
  provider: cut(ci.provider),
  repository: cut(ci.repository),
  workflow: cut(ci.workflow),
  job: cut(ci.job),
  ref: cut(ci.ref),
  runId: cut(ci.runId),
  runAttempt: cut(ci.runAttempt),
});

function revisionsOf(snapshot: Snapshot): Record<string, number> {
  const revisions: Record<string, number> = {};
  for (const name in snapshot) {
    const fact = snapshot[name as keyof Snapshot];
    if (fact) revisions[name] = fact.version;
  }
  return revisions;
}

/** The network of an address, not the address: /24 of IPv4, /48 of IPv6. */
export function ipPrefixOf(ip: string): string {
  const address = ip.replace(/^::ffff:/, '').replace(/^\[|\]$/g, '');
  if (address.includes('.')) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  return address.includes(':') ? `${address.split(':').slice(0, 3).join(':')}::/48` : '';
}
