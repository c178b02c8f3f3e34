import type { Call } from '@platform/grpc';
import { parseId, refuse } from '@platform/kernel';
import type { Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import type { Token } from '../domain/token.ts';
import type { Holder } from '../store/developer-tokens.ts';

/** The caller as a holder of a token in this workspace. Raises WORKSPACE_NOT_FOUND: tokens of others do not exist here. */
export function holderOf({ caller }: Call, workspaceId: string): Holder {
  caller.mustBeMemberOf(workspaceId);
  return { workspaceId: parseId('ws', workspaceId, 'workspace_id'), userId: caller.userId };
}

/** The caller's Developer Auth Token. Raises TOKEN_NOT_FOUND while the membership is too new to have one. */
export async function myToken({ developerTokens }: Context, holder: Holder): Promise<Saved<Token>> {
  const token = await developerTokens.active(holder);
  if (token) return token;
  throw refuse('TOKEN_NOT_FOUND', { metadata: { resource: 'developer token' } });
}
