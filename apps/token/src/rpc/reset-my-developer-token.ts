import type { token as wire } from '@platform/contracts';
import { type Call, causeOf } from '@platform/grpc';
import { once } from '@platform/mongo';
import type { Context } from '../context.ts';
import { mustBeActive } from '../domain/must-be-active.ts';
import { parseResetReason } from '../domain/reset-developer-token.ts';
import {
  type Replaced,
  type ReplaceToken,
  replacedFromBytes,
  replacedToBytes,
  replaceToken,
} from '../replace-token.ts';
import { resetImpacts } from '../reset-impacts.ts';
import { revocationReceipt } from '../revocation-receipt.ts';
import { toToken } from '../wire.ts';
import { holderOf, myToken } from './mine.ts';

/**
 * Replaces the caller's token (S-70, S-178). When this answers, activation has acknowledged that the old value is dead.
 * Anybody who is signed in as its owner may do so, and at once; the new value is in the answer only after a fresh proof of
 * identity, as with a reveal (S-67): else whoever finds a session open would reset, and have it.
 * With an idempotency key a repetition answers the same: ids are remembered, the value is unsealed anew. Once that value
 * has been reset itself, the repetition raises TOKEN_NOT_ACTIVE. With validate_only nothing is changed: the answer says
 * what a reset would take away.
 * Raises WORKSPACE_NOT_FOUND, VALIDATION_FAILED, TOKEN_NOT_FOUND, DEPENDENCY_UNAVAILABLE{committed}.
 */
export const resetMyDeveloperToken =
  (context: Context) =>
  async (request: wire.ResetMyDeveloperTokenRequest, call: Call): Promise<wire.ResetMyDeveloperTokenResponse> => {
    const given = call.caller.hasSteppedUp(context.clock.now());
    const reset = { ...holderOf(call, request.workspaceId), reason: parseResetReason(request.reason), given };
    if (call.validateOnly) return preview(context, reset);
    return answer(context, await replaceOnce(context, reset, call), given);
  };

/** The token as it stands and what a reset would take away; nothing is changed. */
async function preview(context: Context, reset: ReplaceToken): Promise<wire.ResetMyDeveloperTokenResponse> {
  const mine = await myToken(context, reset);
  const impacts = await resetImpacts(context, mine.state);
  return { token: toToken(mine), value: '', receipt: undefined, impacts };
}

async function replaceOnce(context: Context, reset: ReplaceToken, call: Call): Promise<Replaced> {
  if (call.idempotencyKey === undefined) return replaceToken(context, reset, causeOf(call));
  const { value, replayed } = await once({
    mongo: context.mongo,
    scope: { caller: reset.userId, method: 'ResetMyDeveloperToken', key: call.idempotencyKey },
    requestHash: call.requestHash,
    encode: replacedToBytes,
    decode: replacedFromBytes,
    run: (run) => replaceToken(context, reset, { ...causeOf(call), once: run }),
    confirm: context.confirm,
  });
  if (replayed) call.sayReplayed();
  return value;
}

async function answer(
  context: Context,
  replaced: Replaced,
  given: boolean,
): Promise<wire.ResetMyDeveloperTokenResponse> {
  const { dead, born } = replaced.fresh ?? (await readAgain(context, replaced));
  const value = given && born.state.valueGivenAt ? context.vault.valueOf(born.state) : '';
  return { token: toToken(born), value, receipt: await revocationReceipt(context, dead), impacts: undefined };
}

async function readAgain({ tokens }: Context, { tokenId, successorId }: Replaced) {
  const [dead, born] = await Promise.all([tokens.find(tokenId), tokens.find(successorId)]);
  if (!dead || !born) throw new TypeError(`${tokenId} and ${successorId} were committed and are not there`);
  mustBeActive(born.state);
  return { dead, born };
}
