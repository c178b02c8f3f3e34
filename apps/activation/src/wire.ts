import { token, activation as wire } from '@platform/contracts';
import { warnings } from '@platform/kernel';
import type { Blocking } from './domain/blocking.ts';
import type { Deprecation } from './domain/deprecation.ts';
import type { CredentialKind } from './domain/facts.ts';
import type { ActivationRequest, CredentialSource } from './domain/request.ts';
import type { Warning } from './domain/step.ts';

const sources: Readonly<Record<wire.CredentialSource, CredentialSource>> = {
  [wire.CredentialSource.UNSPECIFIED]: 'unspecified',
  [wire.CredentialSource.AUTH_TOKEN_ENV]: 'auth_token_env',
  [wire.CredentialSource.API_KEY_ENV]: 'api_key_env',
  [wire.CredentialSource.STORED]: 'stored',
  [wire.CredentialSource.FLAG]: 'flag',
};

export const credentialKinds: Readonly<Record<CredentialKind, token.CredentialKind>> = {
  developer: token.CredentialKind.DEVELOPER,
  ci: token.CredentialKind.CI,
  legacy_api: token.CredentialKind.LEGACY_API,
  legacy_ci: token.CredentialKind.LEGACY_CI,
};

const fixableBy = {
  you: wire.FixableBy.YOU,
  workspace_admin: wire.FixableBy.WORKSPACE_ADMIN,
  billing: wire.FixableBy.BILLING,
  network_admin: wire.FixableBy.NETWORK_ADMIN,
  vendor: wire.FixableBy.VENDOR,
} as const;

/** A source that a newer client knows and we do not counts as not said. */
export const sourceFromWire = (source: wire.CredentialSource | undefined): CredentialSource =>
  (source === undefined ? undefined : sources[source]) ?? 'unspecified';

/** The request without its credential: that is taken apart before anything else sees it. */
export function requestFromWire(request: wire.ActivateRequest): Omit<ActivationRequest, 'credential'> {
  const { product, machine, sessionId, ci, clientTime, nonce, previousLeaseId, offlineActivations } = request;
  return { product, machine, sessionId, ci, clientTime, nonce, previousLeaseId, offlineActivations };
}

export const blockingToWire = (blocking: readonly Blocking[]): wire.Blocking[] =>
  blocking.map((one) => ({ ...one, fixableBy: fixableBy[one.fixableBy], metadata: { ...one.metadata } }));

export const warningsToWire = (given: readonly Warning[]): wire.Warning[] =>
  given.map(({ reason, metadata }) => ({ reason, message: warnings[reason], metadata: { ...metadata } }));

export const deprecationToWire = (deprecation: Deprecation | undefined): wire.Deprecation | undefined =>
  deprecation && {
    deprecatedSince: deprecation.deprecatedSince,
    sunsetAt: deprecation.sunsetAt,
    nextWindowStartsAt: deprecation.nextWindowStartsAt,
    nextWindowEndsAt: deprecation.nextWindowEndsAt,
    docsUrl: deprecation.docsUrl,
  };

interface TraceLine {
  readonly id: string;
  readonly name: string;
  readonly outcome: string;
  readonly detail: string;
  readonly revision: number;
}

export const stepsToWire = (steps: readonly TraceLine[]): wire.DecisionStep[] =>
  steps.map(({ id, name, outcome, detail, revision }) => ({
    step: id,
    name,
    outcome,
    detail,
    revision: BigInt(revision),
  }));
