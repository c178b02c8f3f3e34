import type { token as wire } from '@platform/contracts';
import { not } from '@platform/mongo';
import type { Context } from '../context.ts';
import { moveLookup } from '../domain/move-lookup.ts';

/** Tokens that one call moves, and facts that are told at once. */
const some = 100;
/** More facts than this service ever owes. */
const everything = 100_000;

/**
 * Moves live tokens to the current pepper, each with its fact: when this answers, activation finds them there. Until the old
 * pepper goes they are found under both, so nobody is refused meanwhile. Doing it again moves what is left.
 * Raises DEPENDENCY_UNAVAILABLE{committed}.
 */
export const moveLookups = (context: Context) => async (): Promise<wire.MoveLookupsResponse> => {
  const { tokens, vault } = context;
  const elsewhere = { 'state.status': 'active', 'state.pepper': not(vault.pepper) } as const;
  const behind = await tokens.list(elsewhere, { limit: some });
  for (const { id, state } of behind) {
    const there = vault.lookupOf(state);
    await tokens.change(id, (token) => moveLookup(token, there));
  }
  await confirmAll(context);
  return { pepper: vault.pepper, moved: behind.length, ...(await left(context)) };
};

/**
 * Not only what this call moved: what an earlier one moved and could not tell is not found again, and an answer that counts
 * it as moved lets an operator drop the pepper under which alone activation knows it.
 */
async function confirmAll({ mongo, confirm }: Context): Promise<void> {
  const owed = await mongo.outbox.unsent('facts', everything);
  for (let told = 0; told < owed.length; told += some) await confirm(owed.slice(told, told + some));
}

async function left({ mongo, vault }: Context) {
  const count = (collection: string, status: object) =>
    mongo.collection(collection).countDocuments({ 'state.pepper': { $ne: vault.pepper }, 'state.status': status });
  const [tokens, keys, dead] = await Promise.all([
    count('tokens', { $eq: 'active' }),
    count('legacy_credentials', { $eq: 'active' }),
    count('tokens', { $in: ['rotated', 'revoked'] }),
  ]);
  return { tokensLeft: BigInt(tokens), legacyKeysLeft: BigInt(keys), deadLeft: BigInt(dead) };
}
