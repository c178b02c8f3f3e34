import { token, legacy as wire } from '@platform/contracts';
import type { Saved } from '@platform/mongo';
import type { Imported, LegacyKey, LegacyKind, Stage } from './domain/legacy-key.ts';
import { isDormant, stageOf } from './domain/stage.ts';

export const stages: Readonly<Record<Stage, wire.LegacyKeyStage>> = {
  active: wire.LegacyKeyStage.ACTIVE,
  license_assigned: wire.LegacyKeyStage.LICENSE_ASSIGNED,
  token_in_use: wire.LegacyKeyStage.TOKEN_IN_USE,
  ready_to_remove: wire.LegacyKeyStage.READY_TO_REMOVE,
  regressed: wire.LegacyKeyStage.REGRESSED,
  orphaned: wire.LegacyKeyStage.ORPHANED,
};

export const kinds: Readonly<Record<LegacyKind, token.CredentialKind>> = {
  api: token.CredentialKind.LEGACY_API,
  ci: token.CredentialKind.LEGACY_CI,
};

/** A key that was taken in, as one may see it at an instant. */
export function toKey({ state, version }: Saved<LegacyKey>, imported: Imported, now: Date): wire.LegacyKey {
  const { owner, uses } = state;
  return {
    id: state.id,
    workspaceId: imported.workspaceId,
    kind: kinds[imported.kind],
    userId: imported.userId,
    name: imported.name,
    display: imported.display,
    stage: stages[stageOf(state, now)],
    importedAt: imported.at,
    licenseAssignedAt: owner.license?.is ? owner.license.at : undefined,
    tokenFirstUsedAt: owner.tokenFirstUsedAt ?? undefined,
    lastLegacyUseAt: uses.lastAt ?? undefined,
    lastTokenUseAt: owner.tokenLastUsedAt ?? undefined,
    uses: BigInt(uses.total),
    dormant: isDormant(state, now),
    revision: BigInt(version),
  };
}
