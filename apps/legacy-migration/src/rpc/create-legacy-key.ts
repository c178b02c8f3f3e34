import type { legacy as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import { refuse } from '@platform/kernel';

/** Always refused (S-76, S-133, S-169). Raises WORKSPACE_NOT_FOUND, LEGACY_ISSUANCE_DISABLED{use}. */
export const createLegacyKey =
  () =>
  async (request: wire.CreateLegacyKeyRequest, { caller }: Call): Promise<wire.CreateLegacyKeyResponse> => {
    caller.mustBeMemberOf(request.workspaceId);
    throw refuse('LEGACY_ISSUANCE_DISABLED', { metadata: { use: 'CI Auth Token' } });
  };
