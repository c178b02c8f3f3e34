import { type DomainEvent, type LegacyKeyId, neverReached, type UserId, type WorkspaceId } from '@platform/kernel';
import { merge, nothingKnown, type OwnerFacts } from './owner.ts';
import { type Uses, unused, withUse } from './uses.ts';

export type LegacyKind = 'api' | 'ci';

/** Contract §7.2. `asked`, `rotated` and `removed` come with the campaign. */
export type Stage = 'active' | 'license_assigned' | 'token_in_use' | 'ready_to_remove' | 'regressed' | 'orphaned';

/** What the import said. The key itself and its hash are not here: token has them. */
export interface Imported {
  readonly workspaceId: WorkspaceId;
  readonly kind: LegacyKind;
  /** Empty for CI keys. */
  readonly userId: UserId | '';
  readonly name: string;
  readonly display: string;
  readonly sourceSystem: string;
  readonly at: Date;
}

/** Facts from which the stage follows; a use may be heard before the import is through. */
export interface LegacyKey {
  readonly id: LegacyKeyId;
  readonly imported: Imported | null;
  readonly owner: OwnerFacts;
  readonly uses: Uses;
  /** The last one that was told to the world. Which one is true now is for `stageOf` to say. */
  readonly stage: Stage;
}

export type LegacyKeyImported = DomainEvent<'LegacyKeyImported', Imported & { readonly owner: OwnerFacts }>;
export type LegacyKeyUsed = DomainEvent<'LegacyKeyUsed', { readonly at: Date }>;
export type LegacyKeyOwnerHeard = DomainEvent<'LegacyKeyOwnerHeard', OwnerFacts>;
export type LegacyKeyStageChanged = DomainEvent<
  'LegacyKeyStageChanged',
  { readonly from: Stage; readonly to: Stage; readonly evidence: string; readonly at: Date }
>;
export type LegacyKeyEvent = LegacyKeyImported | LegacyKeyUsed | LegacyKeyOwnerHeard | LegacyKeyStageChanged;

export const unknownKey = (id: LegacyKeyId): LegacyKey => ({
  id,
  imported: null,
  owner: nothingKnown,
  uses: unused,
  stage: 'active',
});

export function evolve(key: LegacyKey, event: LegacyKeyEvent): LegacyKey {
  switch (event.type) {
    case 'LegacyKeyImported': {
      const { owner, ...imported } = event.data;
      return { ...key, imported, owner: merge(key.owner, owner) };
    }
    case 'LegacyKeyUsed':
      return { ...key, uses: withUse(key.uses, event.data.at) };
    case 'LegacyKeyOwnerHeard':
      return { ...key, owner: merge(key.owner, event.data) };
    case 'LegacyKeyStageChanged':
      return { ...key, stage: event.data.to };
    default:
      return neverReached(event);
  }
}
