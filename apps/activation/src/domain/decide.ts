import type { VerdictReason } from '@platform/kernel';
import { checkLookup, checkPresence, checkShape } from './check-credential.ts';
import { checkCredentialState } from './check-credential-state.ts';
import { checkLegacyGate } from './check-legacy-gate.ts';
import { checkLicense } from './check-license.ts';
import { checkRequest } from './check-request.ts';
import { checkSubject } from './check-subject.ts';
import { checkSubscription } from './check-subscription.ts';
import { checkUseContext } from './check-use-context.ts';
import { checkWorkspace } from './check-workspace.ts';
import type { CredentialKind } from './facts.ts';
import { type Failure, type Finding, type Input, kindOf, type Step, type Warning } from './step.ts';

/** Names the rules in force; changes when a decision would come out differently. */
export const POLICY_VERSION = '2026-11-27';

/** The ordered checks (contract §6.2). D-8 and D-13 to D-15 are not offered yet; D-16 is the lease. */
export const steps: readonly Step[] = [
  checkRequest,
  checkPresence,
  checkShape,
  checkLookup,
  checkCredentialState,
  checkLegacyGate,
  checkUseContext,
  checkSubject,
  checkWorkspace,
  checkSubscription,
  checkLicense,
];

export interface TracedStep extends Finding {
  readonly id: string;
  readonly name: string;
}

export interface TracedFailure extends Failure {
  readonly step: string;
}

export interface Decision {
  readonly granted: boolean;
  /** The first failure in the order of the steps. */
  readonly reason: VerdictReason | undefined;
  /** Every failure, in the order of the steps. */
  readonly failures: readonly TracedFailure[];
  readonly warnings: readonly Warning[];
  readonly steps: readonly TracedStep[];
  /** What was presented, as far as that is known. */
  readonly kind: CredentialKind | undefined;
}

/** Evaluates every step that has its inputs, so that the holder learns at once of everything that stands in the way. Never throws. */
export function decide(input: Input): Decision {
  const traced: TracedStep[] = [];
  const failures: TracedFailure[] = [];
  const warnings: Warning[] = [];
  for (const { id, name, check } of steps) {
    const finding = check(input);
    traced.push({ id, name, ...finding });
    for (const failure of finding.failures) failures.push({ step: id, ...failure });
    warnings.push(...finding.warnings);
  }
  const [first] = failures;
  return { granted: !first, reason: first?.reason, failures, warnings, steps: traced, kind: kindOf(input) };
}
