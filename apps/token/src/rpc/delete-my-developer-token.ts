import type { token as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import { refuse } from '@platform/kernel';

/** Always refused (S-63, S-167). Raises WORKSPACE_NOT_FOUND, DEVELOPER_TOKEN_NOT_DELETABLE{use: reset}. */
export const deleteMyDeveloperToken =
  () =>
  async (request: wire.DeleteMyDeveloperTokenRequest, call: Call): Promise<wire.DeleteMyDeveloperTokenResponse> => {
    call.caller.mustBeMemberOf(request.workspaceId);
    throw refuse('DEVELOPER_TOKEN_NOT_DELETABLE', { metadata: { use: 'reset' } });
  };
