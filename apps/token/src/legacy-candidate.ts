import { token as wire } from '@platform/contracts';
import { isId, type LegacyKeyId } from '@platform/kernel';
import type { LegacyKind, RegisterLegacyKey } from './domain/legacy-credential.ts';
import type { Lookup, Vault } from './vault.ts';

/** A key that can be taken in: under which id, and under which lookups it may be known already. */
export interface Candidate {
  readonly id: LegacyKeyId;
  readonly lookups: readonly [Lookup, ...Lookup[]];
  readonly key: RegisterLegacyKey;
}

const kinds: ReadonlyMap<number, LegacyKind> = new Map([
  [wire.CredentialKind.LEGACY_API, 'legacy_api'],
  [wire.CredentialKind.LEGACY_CI, 'legacy_ci'],
]);

/** At most three characters and a length (C-11): nobody gets to store a whole key as its display. */
const display = /^"[^\p{C}"]{0,3}(\.\.\.|…)"\(\d{1,4}\)$/u;

/** Reads one registration; undefined when something in it is not as it must be. */
export function candidateOf(vault: Vault, given: wire.LegacyKeyRegistration, at: Date): Candidate | undefined {
  const { legacyKeyId: id, workspaceId, userId } = given;
  const kind = kinds.get(given.kind);
  if (!kind || !isId('lgk', id) || !isId('ws', workspaceId)) return undefined;
  if (given.sha256.length !== 32 || !display.test(given.display)) return undefined;
  const owner = isId('usr', userId) ? userId : '';
  // An API key has an owner; a CI key belongs to the workspace.
  if (owner !== userId || (owner === '') !== (kind === 'legacy_ci')) return undefined;
  const lookups = vault.legacyLookups(given.sha256);
  return { id, lookups, key: { kind, workspaceId, userId: owner, ...lookups[0], display: given.display, at } };
}
