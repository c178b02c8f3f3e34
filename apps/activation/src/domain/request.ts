export type CredentialShape = 'developer' | 'ci' | 'legacy' | 'malformed' | 'missing';
export type CredentialSource = 'unspecified' | 'auth_token_env' | 'api_key_env' | 'stored' | 'flag';

/** The presented credential as its shape tells. Its value stays outside of the decision. */
export interface PresentedCredential {
  readonly shape: CredentialShape;
  /** What may be shown and kept. */
  readonly display: string;
  /** For malformed ones: what is wrong with it. */
  readonly why: string;
  readonly source: CredentialSource;
  /** Both variables were set, to different values (contract §8, A-23). */
  readonly variablesDiffer: boolean;
}

export interface Product {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  readonly edition: string;
}

export interface Machine {
  readonly machineId: string;
  readonly hostname: string;
  readonly system: string;
  readonly platformRelease: string;
  readonly isDocker: boolean;
}

export interface CiContext {
  readonly detected: boolean;
  readonly evidence: readonly string[];
  readonly provider: string;
  readonly repository: string;
  readonly workflow: string;
  readonly job: string;
  readonly ref: string;
  readonly runId: string;
  readonly runAttempt: string;
}

export interface OfflineActivation {
  readonly at: Date | undefined;
  readonly leaseId: string;
}

/** One start of one emulator (contract §6.1). Parts that were not sent are undefined. */
export interface ActivationRequest {
  readonly credential: PresentedCredential;
  readonly product: Product | undefined;
  readonly machine: Machine | undefined;
  readonly sessionId: string;
  readonly ci: CiContext | undefined;
  readonly clientTime: Date | undefined;
  readonly nonce: string;
  readonly previousLeaseId: string;
  readonly offlineActivations: readonly OfflineActivation[];
}

/** More evidence than this, or longer names, are in no honest request. */
export const mostEvidence = { names: 32, letters: 64 } as const;

/**
 * The evidence that the emulator runs in CI; empty when there is none (contract §8, A-20; S-176). It is told and kept, so
 * of a request that is too large it is cut.
 */
export function ciEvidence({ ci }: Pick<ActivationRequest, 'ci'>): readonly string[] {
  if (!ci) return [];
  const { names, letters } = mostEvidence;
  if (ci.evidence.length > 0) return ci.evidence.slice(0, names).map((name) => name.slice(0, letters));
  return ci.detected ? ['CI'] : [];
}
