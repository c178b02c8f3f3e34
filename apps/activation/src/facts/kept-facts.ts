import type { Mongo } from '@platform/mongo';
import type { FactDocument } from './document.ts';
import type { FactKind } from './kinds.ts';

/** The facts as they are kept here, for those who look after them. No activation reads through this. */
export interface KeptFacts {
  /** At most `limit` facts of a kind, in the order of their keys, after this one. */
  page(kind: FactKind, after: string, limit: number): Promise<readonly FactDocument[]>;
  under(keys: readonly string[]): Promise<readonly FactDocument[]>;
  /** Puts a fact in the place of another one, if that one is still there as it was read. False when it is not. */
  replace(instead: FactDocument, fact: FactDocument): Promise<boolean>;
}

/** The facts in activation's database; always the primary's. */
export function keptFacts(mongo: Mongo): KeptFacts {
  const facts = mongo.collection<FactDocument>('facts');
  return {
    page(kind, after, limit) {
      // Keys are `kind/…`; the character after the slash is where the next kind may begin.
      const range = { $gt: after === '' ? `${kind}/` : after, $lt: `${kind}0` };
      return facts.find({ _id: range }).sort({ _id: 1 }).limit(limit).toArray();
    },
    under: (keys) => facts.find({ _id: { $in: [...keys] } }).toArray(),
    async replace({ _id, version }, { _id: _, ...fact }) {
      const { matchedCount } = await facts.replaceOne({ _id, version }, fact);
      return matchedCount > 0;
    },
  };
}
