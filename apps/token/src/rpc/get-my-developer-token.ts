import type { token as wire } from '@platform/contracts';
import type { Call } from '@platform/grpc';
import type { Context } from '../context.ts';
import { toToken } from '../wire.ts';
import { holderOf, myToken } from './mine.ts';

/** The caller's token without its value (S-62). Raises WORKSPACE_NOT_FOUND, TOKEN_NOT_FOUND. */
export const getMyDeveloperToken =
  (context: Context) =>
  async (request: wire.GetMyDeveloperTokenRequest, call: Call): Promise<wire.GetMyDeveloperTokenResponse> => ({
    token: toToken(await myToken(context, holderOf(call, request.workspaceId))),
  });
