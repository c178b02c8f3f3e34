import type { token as wire } from '@platform/contracts';
import { not, type Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import { moveLookup } from '../domain/move-lookup.ts';
import { sealAnew } from '../domain/seal-anew.ts';
import type { Token } from '../domain/token.ts';

/** Tokens that one call moves, and facts that are told at once. */
const some = 100;
/** More facts than this service ever owes. */
const everything = 100_000;

/**
 * Moves live tokens to the current pepper and seals their values under the current key. A new lookup goes with its fact:
 * when this answers, activation finds them there. Until the old pepper goes they are found under both, so nobody is refused
 * meanwhile. Doing it again moves what is left. Raises DEPENDENCY_UNAVAILABLE{committed}.
 */
export const moveLookups = (context: Context) => async (): Promise<wire.MoveLookupsResponse> => {
  const { tokens, vault } = context;
  const { pepper, sealingKey } = vault;
  const behind = await someBehind(context);
  for (const { id, state } of behind) {
    const [there, anew] = [vault.lookupOf(state), vault.sealAnew(state)];
    await tokens.change(id, (token) => [...moveLookup(token, there), ...sealAnew(token, anew)]);
  }
  await confirmAll(context);
  return { pepper, sealingKey, moved: behind.length, ...(await left(context)) };
};

/** Live tokens that are found or sealed under an older key. */
async function someBehind({ tokens, vault }: Context): Promise<readonly Saved<Token>[]> {
  const older = [{ 'state.pepper': not(vault.pepper) }, { 'state.sealedUnder': not(vault.sealingKey) }];
  const lists = older.map((filter) => tokens.list({ ...filter, 'state.status': 'active' }, { limit: some }));
  const found = (await Promise.all(lists)).flat();
  return [...new Map(found.map((token) => [token.id, token])).values()].slice(0, some);
}

/**
 * Not only what this call moved: what an earlier one moved and could not tell is not found again, and an answer that counts
 * it as moved lets an operator drop the pepper under which alone activation knows it.
 */
async function confirmAll({ mongo, confirm }: Context): Promise<void> {
  const owed = await mongo.outbox.unsent('facts', everything);
  for (let told = 0; told < owed.length; told += some) await confirm(owed.slice(told, told + some));
}

async function left({ mongo, vault }: Context) {
  const count = async (collection: string, filter: object) =>
    BigInt(await mongo.collection(collection).countDocuments(filter));
  const elsewhere = { 'state.pepper': { $ne: vault.pepper } };
  const [live, dead] = [{ 'state.status': { $eq: 'active' } }, { 'state.status': { $in: ['rotated', 'revoked'] } }];
  const [tokensLeft, legacyKeysLeft, deadLeft, sealedLeft] = await Promise.all([
    count('tokens', { ...elsewhere, ...live }),
    count('legacy_credentials', { ...elsewhere, ...live }),
    count('tokens', { ...elsewhere, ...dead }),
    count('tokens', { 'state.sealedUnder': { $ne: vault.sealingKey }, ...live }),
  ]);
  return { tokensLeft, legacyKeysLeft, deadLeft, sealedLeft };
}
