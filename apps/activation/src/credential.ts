import { classify, lookupsOf, type Peppers } from '@platform/credential';
import type { CredentialSource, PresentedCredential } from './domain/request.ts';

/** A presented credential, taken apart: what the decision may see, and what only the lookup and the lease may. */
export interface Taken {
  readonly presented: PresentedCredential;
  /** Trimmed; secret. */
  readonly value: string;
  /** Where its facts are kept; empty when its shape says already that it is none of ours. */
  readonly lookups: readonly Buffer[];
}

/** Longer ones are no credential; nobody reads them to the end. */
const longest = 1_024;

/** Classifies a credential by its shape, whichever variable it came in (D-2, D-3; S-85, S-170). */
export function takeCredential(
  raw: string,
  { source, variablesDiffer }: { readonly source: CredentialSource; readonly variablesDiffer: boolean },
  peppers: Peppers,
): Taken {
  const credential = classify(raw.slice(0, longest));
  const { kind: shape, value, display, why = '' } = credential;
  return {
    presented: { shape, display, why, source, variablesDiffer },
    value,
    lookups: lookupsOf(credential, peppers),
  };
}
