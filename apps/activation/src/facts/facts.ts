import { refuse, SECOND } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';
import { mongo as driver } from 'mongoose';
import type { Snapshot } from '../domain/facts.ts';
import { credentialDocumentId, type FactDocument } from './document.ts';
import type { FactOf } from './kinds.ts';
import { readTogether } from './read-together.ts';
import { within } from './within.ts';

/** What activation decides from. */
export interface Facts {
  /** Keeps each fact if it is newer than what is kept. Resolves when every later read sees all of them, or newer ones. */
  apply(documents: readonly FactDocument[]): Promise<{ readonly applied: number; readonly stale: number }>;
  /** All that is known about the credential under one of these lookups; an empty snapshot when nothing is. One round trip. */
  about(lookups: readonly Buffer[]): Promise<Snapshot>;
}

type Found = Omit<FactDocument, 'refs'> & { readonly about: readonly Pick<FactDocument, 'kind' | 'fact'>[] };
type Ids = readonly string[];

/** Slower than this the database is away; the answer is trouble, never a verdict. */
const patienceMs = 2 * SECOND;
const together = { atOnce: 1, most: 100 };

/**
 * The facts in a database. No cache of any kind: each activation reads the primary, after it has arrived (Property S).
 * Both raise DEPENDENCY_UNAVAILABLE when the database is away.
 */
export function mongoFacts(mongo: Mongo): Facts {
  const facts = mongo.collection<FactDocument>('facts');
  const { db } = mongo.connection;
  if (!db) throw new TypeError('facts need an open connection');

  const find = async (ids: Ids): Promise<readonly Found[]> => {
    const { cursor } = await db.command(search(ids), { readPreference: 'primary' });
    return cursor.firstBatch;
  };
  const read = readTogether(async (wanted: readonly Ids[]) => {
    const ids = [...new Set(wanted.flat())];
    // Once more: a connection that broke while nobody used it fails the first that does.
    const found = await orAway(
      within(
        patienceMs,
        find(ids).catch((error) => again(error, () => find(ids))),
      ),
    );
    return wanted.map((mine) => snapshotOf(found.filter(({ _id }) => mine.includes(_id))));
  }, together);

  return {
    async apply(documents) {
      if (documents.length === 0) return { applied: 0, stale: 0 };
      const options = { ordered: false, writeConcern: { w: 'majority', journal: true } } as const;
      const { upsertedCount, modifiedCount } = await orAway(facts.bulkWrite(documents.map(ifNewer), options));
      const applied = upsertedCount + modifiedCount;
      return { applied, stale: documents.length - applied };
    },
    about: (lookups) => read(lookups.map(credentialDocumentId)),
  };
}

/** Credentials and, joined by the ids that each of them names, everything that is decided from; no ids that nobody looks at. */
const search = (ids: Ids) => ({
  aggregate: 'facts',
  pipeline: [
    { $match: { _id: { $in: ids } } },
    { $lookup: { from: 'facts', localField: 'refs', foreignField: '_id', as: 'about' } },
    { $project: { refs: 0, 'about._id': 0, 'about.version': 0, 'about.refs': 0 } },
  ],
  cursor: { batchSize: 1_000 },
  readConcern: { level: 'local' },
  maxTimeMS: patienceMs,
});

function again<T>(error: unknown, work: () => Promise<T>): Promise<T> {
  if (error instanceof driver.MongoError) return work();
  throw error;
}

const orAway = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    if (!(cause instanceof driver.MongoError)) throw cause;
    throw refuse('DEPENDENCY_UNAVAILABLE', { metadata: { service: 'mongodb' }, retryAfterSeconds: 1, cause });
  });

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
