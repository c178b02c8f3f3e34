import type { token as wire } from '@platform/contracts';
import type { LegacyKeyId } from '@platform/kernel';
import { type Change, type ChangeOptions, commit, oneOf, UniqueViolation } from '@platform/mongo';
import type { Context } from './context.ts';
import { type LegacyCredential, type LegacyCredentialEvent, registerLegacyKey } from './domain/legacy-credential.ts';
import { moveLegacyLookup } from './domain/move-lookup.ts';
import { type Candidate, candidateOf } from './legacy-candidate.ts';
import { legacyKeysRegistered } from './telemetry.ts';

type Given = wire.LegacyKeyRegistration;
type Result = wire.LegacyKeyRegistrationResult;

/** A candidate under the id that it keeps: the first under which this key ever came. */
interface Planned extends Candidate {
  readonly known: boolean;
}

/** Another import of the same key came between our look and our write: look again. */
const ATTEMPTS = 5;

/**
 * Registers keys in one commit and returns when activation knows all of them, those known before included.
 * Raises DEPENDENCY_UNAVAILABLE{committed: true} while their facts are under way.
 */
export async function registerLegacyKeys(
  context: Context,
  keys: readonly Given[],
  options: ChangeOptions,
): Promise<readonly Result[]> {
  const at = context.clock.now();
  const candidates = keys.map((key) => candidateOf(context.vault, key, at));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const plan = await planOf(context, candidates);
      const changes = await takeIn(context, plan, { ...options, at });
      const results = keys.map((key, index) => resultOf(key, plan[index], changes));
      tell(context, results);
      return results;
    } catch (error) {
      if (!(error instanceof UniqueViolation) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Finds out which keys are known, under any live pepper or further up in the same list. */
async function planOf(
  { legacyCredentials }: Context,
  candidates: readonly (Candidate | undefined)[],
): Promise<readonly (Planned | undefined)[]> {
  const lookups = candidates.flatMap((one) => one?.lookups.map(({ lookup }) => lookup) ?? []);
  const stored = await legacyCredentials.list({ 'state.lookup': oneOf(lookups) });
  const ids = new Map(stored.map(({ state }) => [state.lookup, state.id]));
  return candidates.map((candidate) => {
    if (!candidate) return undefined;
    const known = candidate.lookups.map(({ lookup }) => ids.get(lookup)).find((id) => id !== undefined);
    if (known) return { ...candidate, id: known, known: true };
    for (const { lookup } of candidate.lookups) ids.set(lookup, candidate.id);
    return { ...candidate, known: false };
  });
}

type Changes = ReadonlyMap<string, Change<LegacyCredential, LegacyCredentialEvent>>;

async function takeIn(
  { mongo, legacyCredentials, confirm }: Context,
  plan: readonly (Planned | undefined)[],
  options: ChangeOptions,
): Promise<Changes> {
  const perId = new Map<LegacyKeyId, Planned>();
  for (const one of plan) if (one && !perId.has(one.id)) perId.set(one.id, one);
  const steps = [...perId.values()].map(({ id, key, known }) =>
    legacyCredentials.step(id, (credential) =>
      known ? moveLegacyLookup(credential, key) : registerLegacyKey(credential, key),
    ),
  );
  const changes = await commit(mongo, steps, options);
  await confirm(changes.flatMap((change) => change.owed));
  return new Map(changes.map((change) => [change.id, change]));
}

/** An id that stands for another key already cannot stand for this one. */
function resultOf({ legacyKeyId }: Given, planned: Planned | undefined, changes: Changes): Result {
  const stored = planned && changes.get(planned.id)?.state;
  if (!stored || !planned.lookups.some(({ lookup }) => lookup === stored.lookup)) {
    return { legacyKeyId, alreadyKnown: false, problem: 'VALIDATION_FAILED', workspaceId: '', userId: '' };
  }
  const { workspaceId, userId } = stored;
  return { legacyKeyId: planned.id, alreadyKnown: planned.known, problem: '', workspaceId, userId };
}

function tell({ log }: Context, results: readonly Result[]): void {
  const refused = results.filter(({ problem }) => problem !== '').length;
  const known = results.filter(({ alreadyKnown }) => alreadyKnown).length;
  legacyKeysRegistered(log, { new: results.length - known - refused, known, refused });
}
