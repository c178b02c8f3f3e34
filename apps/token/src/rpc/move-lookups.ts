import type { token as wire } from '@platform/contracts';
import { not } from '@platform/mongo';
import type { Context } from '../context.ts';
import { moveLookup } from '../domain/move-lookup.ts';

/** Tokens that one call moves. */
const some = 100;

/**
 * Moves live tokens to the current pepper, each with its fact: when this answers, activation finds them there. Until the old
 * pepper goes they are found under both, so nobody is refused meanwhile. Doing it again moves what is left.
 * Raises DEPENDENCY_UNAVAILABLE{committed}.
 */
export const moveLookups = (context: Context) => async (): Promise<wire.MoveLookupsResponse> => {
  const { tokens, vault, confirm } = context;
  const elsewhere = { 'state.status': 'active', 'state.pepper': not(vault.pepper) } as const;
  const changes = [];
  for (const { id, state } of await tokens.list(elsewhere, { limit: some })) {
    const there = vault.lookupOf(state);
    changes.push(await tokens.change(id, (token) => moveLookup(token, there)));
  }
  await confirm(changes.flatMap(({ owed }) => owed));
  return { pepper: vault.pepper, moved: changes.length, ...(await left(context)) };
};

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
