import type { Mongo } from '@platform/mongo';
import type { Snapshot } from '../domain/facts.ts';
import { credentialDocumentId, type FactDocument, type FactOf } from './document.ts';

/** What activation decides from. */
export interface Facts {
  /** Keeps each fact if it is newer than what is kept. Resolves when every later read sees all of them, or newer ones. */
  apply(documents: readonly FactDocument[]): Promise<{ readonly applied: number; readonly stale: number }>;
  /** All that is known about the credential under one of these lookups; an empty snapshot when nothing is. One round trip. */
  about(lookups: readonly Buffer[]): Promise<Snapshot>;
}

type Found = FactDocument & { readonly about: readonly FactDocument[] };

/** Slower than this the database is away; the answer is trouble, never a verdict. */
const patience = { maxTimeMS: 2_000 };

/** The facts in a database. No cache of any kind: each activation reads the primary (Property S). */
export function mongoFacts(mongo: Mongo): Facts {
  const facts = mongo.collection<FactDocument>('facts');
  return {
    async apply(documents) {
      if (documents.length === 0) return { applied: 0, stale: 0 };
      const { upsertedCount, modifiedCount } = await facts.bulkWrite(documents.map(ifNewer), {
        ordered: false,
        writeConcern: { w: 'majority', journal: true },
      });
      const applied = upsertedCount + modifiedCount;
      return { applied, stale: documents.length - applied };
    },
    async about(lookups) {
      const found = await facts
        .aggregate<Found>(
          [
            { $match: { _id: { $in: lookups.map(credentialDocumentId) } } },
            { $lookup: { from: 'facts', localField: 'refs', foreignField: '_id', as: 'about' } },
          ],
          { readPreference: 'primary', readConcern: { level: 'local' }, ...patience },
        )
        .toArray();
      return snapshotOf(found);
    },
  };
}

/**
 * One conditional write: whichever order facts arrive in, the newest stays. $literal, because a fact may hold text that
 * begins with a dollar sign. A write that changes nothing still waits for the majority to have what was there.
 */
const ifNewer = ({ _id, ...document }: FactDocument) => ({
  updateOne: {
    filter: { _id },
    update: [
      {
        $replaceWith: {
          $cond: [
            { $gt: [document.version, { $ifNull: ['$version', -1] }] },
            { $literal: { _id, ...document } },
            '$$ROOT',
          ],
        },
      },
    ],
    upsert: true,
  },
});

/**
 * While two peppers live a credential may be kept under both. They are versions of the same aggregate, so the newest is
 * the truth: an old copy must not outlive what its owner took away.
 */
export function snapshotOf(found: readonly Found[]): Snapshot {
  const newest = found.reduce<Found | undefined>(
    (best, one) => (best && best.version >= one.version ? best : one),
    undefined,
  );
  if (!newest) return {};
  const facts: Partial<Record<keyof FactOf, FactOf[keyof FactOf]>> = { credential: newest.fact };
  for (const { kind, fact } of newest.about) facts[kind] = fact;
  return facts as Snapshot;
}
