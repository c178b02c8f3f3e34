import { DAY, SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { IndexSpec } from './collections.ts';
import type { Mongo } from './database.ts';
import { isAway, orLostRace } from './errors.ts';
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

const isProcessed = async (mongo: Mongo, key: InboxKey): Promise<boolean> =>
  (await rows(mongo).findOne({ _id: idOf(key) }, { projection: { _id: 1 } })) !== null;

/** Notes the event in the transaction of its effect. Whoever comes second loses the race and finds it processed. */
export async function noteProcessed(mongo: Mongo, key: InboxKey, session: driver.ClientSession): Promise<void> {
  await orLostRace(rows(mongo).insertOne({ _id: idOf(key), at: new Date() }, { session }), `the event ${key.eventId}`);
}

/**
 * Tries the effect of an event, and gives `before` where it had its effect already. An event is most often new, and its row stops a
 * second effect: so the inbox is asked only when the attempt has failed, whether it met the row or refused what is done by now.
 */
export async function hearing<T>(
  mongo: Mongo,
  key: InboxKey,
  attempt: () => Promise<T>,
  before: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (isAway(error) || !(await isProcessed(mongo, key))) throw error;
    return before();
  }
}

type Inboxed<T> = { readonly duplicate: false; readonly value: T } | { readonly duplicate: true };

/**
 * An effect of an event that is no change of an aggregate: done once, however often the event comes.
 * The effect runs in the transaction of `session` and must go through it; it is run again after a lost race.
 */
export const inboxed = <T>(
  mongo: Mongo,
  key: InboxKey,
  effect: (session: driver.ClientSession) => Promise<T>,
): Promise<Inboxed<T>> => {
  const attempt = () =>
    mongo.attempt(async (session): Promise<Inboxed<T>> => {
      await noteProcessed(mongo, key, session);
      return { duplicate: false, value: await effect(session) };
    });
  return retrying(() => hearing(mongo, key, attempt, async () => ({ duplicate: true })));
};
