import { token as wire } from '@platform/contracts';
import type { Saved } from '@platform/mongo';
import type { LegacyKind } from './domain/legacy-credential.ts';
import type { Token, TokenStatus } from './domain/token.ts';

export const statuses: Readonly<Record<TokenStatus, wire.CredentialStatus>> = {
  unborn: wire.CredentialStatus.UNSPECIFIED,
  active: wire.CredentialStatus.ACTIVE,
  rotated: wire.CredentialStatus.ROTATED,
  revoked: wire.CredentialStatus.REVOKED,
};

export const legacyKinds: Readonly<Record<LegacyKind, wire.CredentialKind>> = {
  legacy_api: wire.CredentialKind.LEGACY_API,
  legacy_ci: wire.CredentialKind.LEGACY_CI,
};

export const toToken = ({ state, version }: Saved<Token>): wire.Token => ({
  id: state.id,
  workspaceId: state.workspaceId,
  userId: state.userId,
  kind: wire.CredentialKind.DEVELOPER,
  status: statuses[state.status],
  display: state.display,
  generation: state.generation,
  createdAt: state.createdAt,
  lastUsedAt: state.lastUsedAt ?? undefined,
  valueGivenAt: state.valueGivenAt ?? undefined,
  revision: BigInt(version),
});
