import { factKey, type facts as wire } from '@platform/contracts';
import type { CredentialFact } from '../domain/facts.ts';
import type { FactKind, FactOf } from './kinds.ts';
import { readFact } from './read-fact.ts';

/** One fact as it is kept: never removed, so that what is dead stays known as dead. */
export interface FactDocument {
  readonly _id: string;
  readonly kind: FactKind;
  readonly version: number;
  readonly fact: FactOf[FactKind];
  /** Credentials: the ids of all facts that a decision about it needs, so that one round trip reads them all. */
  readonly refs?: readonly string[];
}

const LEGACY_SCHEDULE = 'legacySchedule';

/** A credential's id, from the HMAC under which it is found. */
export const credentialDocumentId = (lookup: Buffer): string => `credential/${lookup.toString('base64url')}`;

const ofPerson = (workspaceId: string, userId: string) => ({
  membership: `membership/${workspaceId}/${userId}`,
  assignment: `assignment/${workspaceId}/${userId}`,
  user: `user/${userId}`,
});
const ofWorkspace = (workspaceId: string) => ({
  workspace: `workspace/${workspaceId}`,
  subscription: `subscription/${workspaceId}`,
});

/** What a credential's decision looks at: facts of its own workspace and person only (S-165). */
function refsOf({ kind, workspaceId, userId }: CredentialFact): readonly string[] {
  const legacy = kind === 'legacy_api' || kind === 'legacy_ci' ? [LEGACY_SCHEDULE] : [];
  const person = userId ? Object.values(ofPerson(workspaceId, userId)) : [];
  return [...Object.values(ofWorkspace(workspaceId)), ...person, ...legacy];
}

/** The document that keeps a fact. Raises VALIDATION_FAILED for a fact that cannot be decided from. */
export function documentOf({ version, about }: wire.Fact, field: string): FactDocument {
  const { about: subject, fact } = readFact(version, about, field);
  const document = { _id: factKey(subject), kind: subject.$case, version: fact.version, fact };
  return subject.$case === 'credential' ? { ...document, refs: refsOf(fact as CredentialFact) } : document;
}
