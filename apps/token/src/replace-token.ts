import { isCoded, newId, refuse, type TokenId } from '@platform/kernel';
import { type ChangeOptions, commit, type Saved } from '@platform/mongo';
import type { Context } from './context.ts';
import { type ResetReason, resetDeveloperToken, succeedDeveloperToken } from './domain/reset-developer-token.ts';
import type { Token } from './domain/token.ts';
import type { Holder } from './store/developer-tokens.ts';
import { tokenReset } from './telemetry.ts';

/** A reset that is committed. */
export interface Replaced {
  readonly tokenId: TokenId;
  readonly successorId: TokenId;
  /** Only where the reset has just been done; a repetition reads the tokens. */
  readonly fresh?: { readonly dead: Saved<Token>; readonly born: Saved<Token> };
}

/** What is remembered of a reset: ids, nothing secret. */
export const replacedToBytes = ({ tokenId, successorId }: Replaced): Buffer =>
  Buffer.from(JSON.stringify({ tokenId, successorId }));
export const replacedFromBytes = (bytes: Buffer): Replaced => JSON.parse(bytes.toString()) as Replaced;

export interface ReplaceToken extends Holder {
  readonly reason: ResetReason;
  /** Whether the caller is given the new value. */
  readonly given: boolean;
}

/** Resets that race for one token: the slower one finds the other's successor and replaces that. */
const ATTEMPTS = 10;

/**
 * Kills the old value and brings the new one to life in ONE commit, and returns when activation knows of both,
 * and of the end of every token that this holder had before.
 * Raises TOKEN_NOT_FOUND, CHANGE_CONTENDED, DEPENDENCY_UNAVAILABLE{committed: true} while the facts are still under way.
 */
export async function replaceToken(context: Context, reset: ReplaceToken, options: ChangeOptions): Promise<Replaced> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const old = await context.developerTokens.active(reset);
    if (!old) throw refuse('TOKEN_NOT_FOUND', { metadata: { resource: 'developer token' } });
    try {
      return await replace(context, old, reset, options);
    } catch (error) {
      if (!isCoded(error, 'TOKEN_NOT_ACTIVE')) throw error;
    }
  }
  throw refuse('CHANGE_CONTENDED');
}

async function replace(
  context: Context,
  old: Saved<Token>,
  { reason, given, ...holder }: ReplaceToken,
  options: ChangeOptions,
): Promise<Replaced> {
  const { mongo, tokens, vault, confirm, clock, log } = context;
  const at = clock.now();
  const replaced: Replaced = { tokenId: old.state.id, successorId: newId('tok', at) };
  const { secret } = vault.mint(replaced.successorId);
  const reset = { successorId: replaced.successorId, secret, reason, by: holder.userId, given, at };
  const kill = tokens.step(old, (token) => {
    options.once?.answer(replacedToBytes(replaced));
    return resetDeveloperToken(token, reset);
  });
  const unborn = tokens.unborn(replaced.successorId);
  const bear = tokens.step(unborn, (token) => succeedDeveloperToken(token, old.state, reset));
  const earlier = await earlierStillOwing(context, holder, old.state.id);
  const changes = await commit(mongo, [kill, bear, ...earlier], { ...options, at });
  const [dead, born] = changes;
  tokenReset(log, dead.state, replaced.successorId);
  await confirm(changes.flatMap(({ owed }) => owed));
  return { ...replaced, fresh: { dead, born } };
}

/**
 * The holder's earlier tokens of which activation has not been told all. Each token is an aggregate of its own, so one that
 * died in a reset which was never confirmed may still be granted there, while whoever resets again takes an OK for the end
 * of all of them. As parts of the commit that decide nothing they make its answer, and every repetition of it, wait for
 * their facts, too (Property S).
 */
async function earlierStillOwing({ tokens, developerTokens }: Context, holder: Holder, but: TokenId) {
  const earlier = await developerTokens.owing(holder);
  return earlier.filter(({ id }) => id !== but).map(({ id }) => tokens.step(id, () => []));
}
