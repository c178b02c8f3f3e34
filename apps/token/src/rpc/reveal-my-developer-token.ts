import type { token as wire } from '@platform/contracts';
import { type Call, causeOf } from '@platform/grpc';
import type { Context } from '../context.ts';
import { revealDeveloperToken } from '../domain/reveal-developer-token.ts';
import { tokenRevealed } from '../telemetry.ts';
import { toToken } from '../wire.ts';
import { holderOf, myToken } from './mine.ts';

/**
 * The value of the caller's token (S-67, A-6), after a fresh proof of identity; told to the audit before it is shown.
 * Raises WORKSPACE_NOT_FOUND, STEP_UP_REQUIRED, TOKEN_NOT_FOUND, TOKEN_NOT_ACTIVE.
 */
export const revealMyDeveloperToken =
  (context: Context) =>
  async (request: wire.RevealMyDeveloperTokenRequest, call: Call): Promise<wire.RevealMyDeveloperTokenResponse> => {
    const { tokens, vault, clock } = context;
    const holder = holderOf(call, request.workspaceId);
    call.caller.mustHaveSteppedUp(clock.now());
    const mine = await myToken(context, holder);
    const at = clock.now();
    const shown = await tokens.change(mine, (token) => revealDeveloperToken(token, holder.userId, at), {
      at,
      ...causeOf(call),
    });
    tokenRevealed(context.log, shown.state);
    return { token: toToken(shown), value: vault.valueOf(shown.state) };
  };
