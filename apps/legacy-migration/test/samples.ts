import { DAY, fold, newId } from '@platform/kernel';
import { evolve, type Imported, type LegacyKey, type LegacyKeyEvent, unknownKey } from '../src/domain/legacy-key.ts';
import { learn, nothingKnown, type OwnerFact, type OwnerFacts } from '../src/domain/owner.ts';

/** The instant of the import that the specs start from, and days counted from it. */
export const importedAt = new Date('2026-03-01T10:00:00Z');
export const day = (count: number): Date => new Date(importedAt.getTime() + count * DAY);

export const workspaceId = newId('ws');
export const userId = newId('usr');
export const id = newId('lgk');

export const imported: Imported = {
  ...{ workspaceId, kind: 'api', userId, name: 'laptop', display: '"abc..."(10)', sourceSystem: 'console' },
  at: importedAt,
};

export const joined = (at: Date): OwnerFact => ({ about: 'member', since: { at, is: true } });
export const left = (at: Date): OwnerFact => ({ about: 'member', since: { at, is: false } });
export const licensed = (at: Date): OwnerFact => ({ about: 'license', since: { at, is: true } });
export const unlicensed = (at: Date): OwnerFact => ({ about: 'license', since: { at, is: false } });
export const tokenUsed = (usedAt: Date): OwnerFact => ({ about: 'token', usedAt });
export const knowing = (...facts: readonly OwnerFact[]): OwnerFacts => facts.reduce(learn, nothingKnown);

export const after = (key: LegacyKey, events: readonly LegacyKeyEvent[]): LegacyKey => fold(evolve, key, events);
export const fresh = unknownKey(id);

/** An imported key, with what is known of its owner and when it was used. */
export const keyWith = (
  facts: readonly OwnerFact[] = [],
  uses: readonly Date[] = [],
  changes: Partial<Imported> = {},
) =>
  after(fresh, [
    { type: 'LegacyKeyImported', data: { ...imported, ...changes, owner: knowing(...facts) } },
    ...uses.map((at) => ({ type: 'LegacyKeyUsed' as const, data: { at } })),
  ]);
