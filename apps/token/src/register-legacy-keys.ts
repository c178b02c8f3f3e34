import { token as wire } from '@platform/contracts';
import { isId, type LegacyKeyId } from '@platform/kernel';
import { type ChangeOptions, commit, oneOf, UniqueViolation } from '@platform/mongo';
import type { Context } from './context.ts';
import { type RegisterLegacyKey, registerLegacyKey } from './domain/legacy-credential.ts';
import { legacyKeysRegistered } from './telemetry.ts';
import type { Lookup } from './vault.ts';

type Given = wire.LegacyKeyRegistration;
type Result = wire.LegacyKeyRegistrationResult;

/** A key that can be taken in: under which id, and under which lookups it may be known already. */
interface Candidate {
  readonly id: LegacyKeyId;
  readonly lookups: readonly [Lookup, ...Lookup[]];
  readonly key: RegisterLegacyKey;
}

/** Another import of the same key came between our look and our write: look again. */
const ATTEMPTS = 3;

/** Registers keys in one commit and waits for activation. The first id under which a key came stays its id. */
export async function registerLegacyKeys(
  context: Context,
  keys: readonly Given[],
  options: ChangeOptions,
): Promise<readonly Result[]> {
  const at = context.clock.now();
  const candidates = keys.map((key) => candidateOf(context, key, at));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const results = await takeIn(context, candidates, { ...options, at });
      tell(context, results);
      return results.map((result, index) => ({
        ...result,
        legacyKeyId: result.legacyKeyId || (keys[index]?.legacyKeyId ?? ''),
      }));
    } catch (error) {
      if (!(error instanceof UniqueViolation) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function takeIn(
  { mongo, legacyCredentials, confirm }: Context,
  candidates: readonly (Candidate | undefined)[],
  options: ChangeOptions,
): Promise<readonly Result[]> {
  const ids = await idsByLookup(legacyCredentials, candidates);
  const plan = candidates.map((candidate) => {
    if (!candidate) return undefined;
    const known = candidate.lookups.map(({ lookup }) => ids.get(lookup)).find((id) => id !== undefined);
    if (known === undefined) for (const { lookup } of candidate.lookups) ids.set(lookup, candidate.id);
    return { ...candidate, id: known ?? candidate.id, known: known !== undefined };
  });
  const wanted = new Map(plan.flatMap((one) => (one && !one.known ? [[one.id, one.key] as const] : [])));
  const steps = [...new Set(plan.flatMap((one) => (one ? [one.id] : [])))].map((id) =>
    legacyCredentials.step(id, (credential) => {
      const key = wanted.get(id);
      return key ? registerLegacyKey(credential, key) : [];
    }),
  );
  const changes = await commit(mongo, steps, options);
  await confirm(changes.flatMap((change) => change.owed));
  const stored = new Map(changes.map(({ id, state }) => [id, state.lookup]));
  return plan.map((one): Result => {
    if (!one) return { legacyKeyId: '', alreadyKnown: false, problem: 'VALIDATION_FAILED' };
    const taken = one.lookups.some(({ lookup }) => lookup === stored.get(one.id));
    return { legacyKeyId: one.id, alreadyKnown: one.known, problem: taken ? '' : 'VALIDATION_FAILED' };
  });
}

async function idsByLookup(
  store: Context['legacyCredentials'],
  candidates: readonly (Candidate | undefined)[],
): Promise<Map<string, LegacyKeyId>> {
  const lookups = candidates.flatMap((one) => one?.lookups.map(({ lookup }) => lookup) ?? []);
  const known = await store.list({ 'state.lookup': oneOf(lookups) });
  return new Map(known.map(({ state }) => [state.lookup, state.id]));
}

const kinds = new Map([
  [wire.CredentialKind.LEGACY_API, 'legacy_api'],
  [wire.CredentialKind.LEGACY_CI, 'legacy_ci'],
] as const);
/** Three characters, a length: what of a key may be shown. */
const display = /^"[^\p{C}"]{0,3}(\.\.\.|…)"\(\d{1,4}\)$/u;

function candidateOf({ vault }: Context, given: Given, at: Date): Candidate | undefined {
  const { legacyKeyId: id, workspaceId, userId } = given;
  const kind = kinds.get(given.kind as wire.CredentialKind.LEGACY_API);
  const owned = kind === 'legacy_api' ? isId('usr', userId) : userId === '';
  if (!kind || !owned || !isId('lgk', id) || !isId('ws', workspaceId)) return undefined;
  if (given.sha256.length !== 32 || !display.test(given.display)) return undefined;
  const lookups = vault.legacyLookups(given.sha256);
  const owner = isId('usr', userId) ? userId : '';
  return { id, lookups, key: { kind, workspaceId, userId: owner, ...lookups[0], display: given.display, at } };
}

function tell({ log }: Context, results: readonly Result[]): void {
  const refused = results.filter(({ problem }) => problem !== '').length;
  const known = results.filter(({ alreadyKnown, problem }) => alreadyKnown && problem === '').length;
  legacyKeysRegistered(log, { new: results.length - known - refused, known, refused });
}
