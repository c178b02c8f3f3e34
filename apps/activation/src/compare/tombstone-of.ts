import { type CredentialFact, isLegacy } from '../domain/facts.ts';
import type { FactDocument } from '../facts/document.ts';
import type { FactKind, FactOf } from '../facts/kinds.ts';

/**
 * The end of a fact that its owner knows nothing of. Its version is 0: whatever the owner says about the same thing later is
 * newer, and a credential that is kept under another pepper as well outranks it.
 */
export function tombstoneOf({ fact, ...document }: FactDocument): FactDocument {
  return { ...document, version: 0, fact: { ...fact, ...endOf(document.kind, fact), version: 0 } as FactOf[FactKind] };
}

const unknown = 'unknown_to_owner';

const endOf = (kind: FactKind, fact: FactOf[FactKind]): Partial<FactOf[FactKind]> =>
  kind === 'credential' && isLegacy((fact as CredentialFact).kind) ? { status: 'removed', why: unknown } : ended[kind];

const ended: { readonly [Kind in FactKind]: Partial<FactOf[Kind]> } = {
  credential: { status: 'revoked', why: unknown },
  membership: { active: false },
  workspace: { status: 'closed' },
  subscription: { status: 'expired' },
  assignment: { active: false, why: unknown },
  user: {},
  legacySchedule: {},
};
