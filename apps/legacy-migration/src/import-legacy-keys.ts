import type { token } from '@platform/contracts';
import { isId, type LegacyKeyId, newId } from '@platform/kernel';
import { type ChangeOptions, commit, oneOf } from '@platform/mongo';
import type { Context } from './context.ts';
import type { Row } from './domain/check-row.ts';
import { importLegacyKey } from './domain/import-legacy-key.ts';
import { nothingKnown, type OwnerFacts, same } from './domain/owner.ts';
import { letFollow, tellStages, type Whose } from './owner-heard.ts';
import { ownerId } from './store/owners.ts';
import { kinds } from './wire.ts';

/** What became of a row. */
export type Taken =
  | { readonly outcome: 'imported' | 'already_known'; readonly id: LegacyKeyId }
  | { readonly outcome: 'refused'; readonly reason: 'VALIDATION_FAILED'; readonly detail: string };

/** As many as token takes at once. */
const CHUNK = 200;

/** Takes rows in, chunk by chunk: first token gets the hashes, then the keys are ours. Doing it again is harmless. */
export async function importLegacyKeys(
  context: Context,
  rows: readonly Row[],
  options: ChangeOptions,
): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    taken.push(...(await importChunk(context, rows.slice(from, from + CHUNK), options)));
  }
  return taken;
}

async function importChunk(context: Context, rows: readonly Row[], options: ChangeOptions): Promise<readonly Taken[]> {
  const at = context.clock.now();
  const { results } = await context.register({
    keys: rows.map(({ workspaceId, kind, userId, sha256, display }) => ({
      ...{ legacyKeyId: newId('lgk', at), workspaceId, userId, sha256, display },
      kind: kinds[kind],
    })),
  });
  const named = rows.map((row, index) => nameOf(row, results[index]));
  const wanted = new Map<LegacyKeyId, Row>();
  for (const { row, id } of named) if (id && !wanted.has(id)) wanted.set(id, row);
  const born = await bear(context, wanted, { ...options, at });
  return named.map(({ row, id, refused }): Taken => {
    if (!id) return { outcome: 'refused', reason: 'VALIDATION_FAILED', detail: refused };
    return { outcome: born.has(id) && wanted.get(id) === row ? 'imported' : 'already_known', id };
  });
}

interface Named {
  readonly row: Row;
  readonly id: LegacyKeyId | '';
  /** Why there is no id. */
  readonly refused: string;
}

/** The id that a row has from now on: the first one that its key ever had. */
function nameOf(row: Row, result: token.LegacyKeyRegistrationResult | undefined): Named {
  const id = result?.problem === '' ? result.legacyKeyId : '';
  if (!isId('lgk', id)) {
    return { row, id: '', refused: 'row: The key could not be registered. Give every value as documented.' };
  }
  if (result?.workspaceId !== row.workspaceId || result.userId !== row.userId) {
    return { row, id: '', refused: 'sha256: This key is registered for another owner or workspace. Correct the row.' };
  }
  return { row, id, refused: '' };
}

/** Writes keys in one commit with what is known of their owners, and then looks whether more has become known. */
async function bear(
  context: Context,
  wanted: ReadonlyMap<LegacyKeyId, Row>,
  options: ChangeOptions & { readonly at: Date },
): Promise<ReadonlySet<LegacyKeyId>> {
  const known = await ownersOf(context, wanted);
  const steps = [...wanted].map(([id, { sha256: _, ...row }]) =>
    context.keys.step(id, (key) => importLegacyKey(key, { ...row, at: options.at }, factsOf(known, row))),
  );
  const changes = await commit(context.mongo, steps, options);
  for (const { id, events } of changes) tellStages(context, id, events);
  const meanwhile = await ownersOf(context, wanted);
  for (const [id, row] of wanted) {
    const facts = factsOf(meanwhile, row);
    if (!same(facts, factsOf(known, row))) await letFollow(context, id, facts, options.causationId ?? '');
  }
  return new Set(changes.filter(({ events }) => events.length > 0).map(({ state }) => state.id));
}

type Owners = ReadonlyMap<string, OwnerFacts>;
const factsOf = (owners: Owners, { workspaceId, userId }: Whose): OwnerFacts =>
  owners.get(ownerId(workspaceId, userId)) ?? nothingKnown;

async function ownersOf(context: Context, wanted: ReadonlyMap<string, Row>): Promise<Owners> {
  const ids = new Set([...wanted.values()].map(({ workspaceId, userId }) => ownerId(workspaceId, userId)));
  const found = await context.owners.list({ id: oneOf([...ids]) });
  return new Map(found.map(({ id, state }) => [id, state]));
}
