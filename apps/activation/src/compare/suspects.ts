import type { FactDocument } from '../facts/document.ts';
import type { KeptFacts } from '../facts/kept-facts.ts';
import { compareFacts } from './compare-facts.ts';
import type { Owner } from './owners.ts';

/** A fact that differed when it was first looked at: perhaps only because it is under way. */
export interface Suspect {
  readonly key: string;
  readonly theirs: FactDocument | undefined;
}

/** Holds the walk back to what the owner and the database can bear. Raises when the comparison is to end. */
export type Pace = (facts: number) => Promise<void>;

export interface Walk {
  readonly owner: Owner;
  readonly kept: KeptFacts;
  readonly pace: Pace;
}

/** What was looked at, page by page. */
export interface Page {
  readonly kinds: readonly FactDocument['kind'][];
  readonly suspects: readonly Suspect[];
}

const size = 200;

/** From the owner's facts to ours: finds what is missing here. */
export async function* fromTheirs({ owner, kept, pace }: Walk): AsyncGenerator<Page> {
  let token = '';
  do {
    const { facts, next } = await owner.page(token, size);
    const ours = await kept.under(facts.map(({ _id }) => _id));
    yield { kinds: facts.map(({ kind }) => kind), suspects: suspectsAmong(facts, ours) };
    await pace(facts.length);
    token = next;
  } while (token !== '');
}

/** From our facts to the owner's: finds what the owner knows nothing of. Counts nothing: the other way did. */
export async function* fromOurs({ owner, kept, pace }: Walk): AsyncGenerator<Page> {
  for (const kind of owner.kinds) {
    let ours = await kept.page(kind, '', size);
    while (ours.length > 0) {
      const theirs = await owner.under(ours.map(({ _id }) => _id));
      yield { kinds: [], suspects: suspectsAmong(theirs, ours) };
      await pace(ours.length);
      ours = await kept.page(kind, ours.at(-1)?._id ?? '', size);
    }
  }
}

function suspectsAmong(theirs: readonly FactDocument[], ours: readonly FactDocument[]): readonly Suspect[] {
  const [there, here] = [byKey(theirs), byKey(ours)];
  const keys = [...new Set([...there.keys(), ...here.keys()])];
  return keys.flatMap((key) => {
    const differs = compareFacts(there.get(key), here.get(key)) !== undefined;
    return differs ? [{ key, theirs: there.get(key) }] : [];
  });
}

export const byKey = (facts: readonly FactDocument[]): ReadonlyMap<string, FactDocument> =>
  new Map(facts.map((fact) => [fact._id, fact]));
