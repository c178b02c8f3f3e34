import { DAY, SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { IndexSpec } from './collections.ts';
import type { Mongo } from './database.ts';
import { isDuplicateKey, LostRace } from './errors.ts';
import { retrying } from './transaction.ts';

/** One event, as one consumer met it. */
export interface InboxKey {
  readonly consumer: string;
  readonly eventId: string;
}

interface InboxRow {
  readonly _id: string;
  readonly at: Date;
}

/** Longer than events are kept on their topics (30 d), so that no replay finds its row gone. */
export const inboxIndexes: readonly IndexSpec[] = [
  { name: 'processed_are_forgotten', keys: { at: 1 }, expireAfterSeconds: (45 * DAY) / SECOND },
];

const idOf = ({ consumer, eventId }: InboxKey): string => `${consumer}:${eventId}`;
const rows = (mongo: Mongo) => mongo.collection<InboxRow>('inbox');

export const isProcessed = async (mongo: Mongo, key: InboxKey): Promise<boolean> =>
  (await rows(mongo).findOne({ _id: idOf(key) }, { projection: { _id: 1 } })) !== null;

/** Notes the event in the transaction of its effect. Whoever comes second loses the race and finds it processed. */
export async function noteProcessed(mongo: Mongo, key: InboxKey, session: driver.ClientSession): Promise<void> {
  try {
    await rows(mongo).insertOne({ _id: idOf(key), at: new Date() }, { session });
  } catch (error) {
    throw isDuplicateKey(error) ? new LostRace(`the event ${key.eventId}`, error) : error;
  }
}

/**
 * An effect of an event that is no change of an aggregate: done once, however often the event comes.
 * The effect runs in the transaction of `session` and must go through it; it is run again after a lost race.
 */
export const inboxed = <T>(
  mongo: Mongo,
  key: InboxKey,
  effect: (session: driver.ClientSession) => Promise<T>,
): Promise<{ readonly duplicate: false; readonly value: T } | { readonly duplicate: true }> => {
  let again = false;
  return retrying(async () => {
    // An event is most often new: its row is looked for only when the first attempt did not come through.
    if (again && (await isProcessed(mongo, key))) return { duplicate: true };
    again = true;
    return mongo.attempt(async (session) => {
      await noteProcessed(mongo, key, session);
      return { duplicate: false, value: await effect(session) };
    });
  });
};
