import { createHash } from 'node:crypto';
import { DAY, refuse, SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { IndexSpec } from './collections.ts';
import type { Mongo } from './database.ts';
import { isDuplicateKey, LostRace } from './errors.ts';
import { retrying } from './transaction.ts';

/** Who repeats what: contract §4.5. */
export interface OnceScope {
  readonly caller: string;
  readonly method: string;
  readonly key: string;
}

/** What is known of one idempotency key. The key itself is not kept, only its hash. */
export interface OnceRecord {
  readonly _id: string;
  readonly request_hash: string;
  readonly state: 'running' | 'answered';
  /** The run that may commit. Another run takes over when this one is silent past `until`. */
  readonly run: string;
  readonly until: Date;
  readonly answer: Buffer | null;
  /** Outbox rows that must be delivered before the answer may be given. */
  readonly owed: readonly string[];
  readonly created_at: Date;
}

export const onceIndexes: readonly IndexSpec[] = [
  { name: 'answers_are_forgotten', keys: { created_at: 1 }, expireAfterSeconds: DAY / SECOND },
];

export const records = (mongo: Mongo): driver.Collection<OnceRecord> => mongo.collection<OnceRecord>('idempotency');

export const recordId = ({ caller, method, key }: OnceScope): string =>
  createHash('sha256')
    .update(JSON.stringify([caller, method, key]))
    .digest('base64url');

type Claim = Pick<OnceRecord, '_id' | 'request_hash' | 'run' | 'until'>;

/**
 * Claims a key for a run; gives the record when the key is answered already.
 * Raises IDEMPOTENCY_KEY_REUSED (another request), IDEMPOTENCY_KEY_IN_PROGRESS (another run is at work).
 */
export const claim = (mongo: Mongo, mine: Claim): Promise<OnceRecord | undefined> =>
  retrying(async () => {
    if (await began(mongo, mine)) return undefined;
    const found = await records(mongo).findOne({ _id: mine._id });
    if (!found) throw new LostRace('an idempotency key');
    // Ours: it was written although the connection broke before we were told.
    if (found.run === mine.run) return undefined;
    if (found.request_hash !== mine.request_hash) throw refuse('IDEMPOTENCY_KEY_REUSED');
    if (found.state === 'answered') return found;
    if (found.until > new Date() || !(await tookOver(mongo, mine, found.run))) throw inProgress();
    return undefined;
  });

export const inProgress = () => refuse('IDEMPOTENCY_KEY_IN_PROGRESS', { retryAfterSeconds: 1 });

async function began(mongo: Mongo, mine: Claim): Promise<boolean> {
  try {
    await records(mongo).insertOne({ ...mine, state: 'running', answer: null, owed: [], created_at: new Date() });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function tookOver(mongo: Mongo, { _id, run, until }: Claim, abandoned: string): Promise<boolean> {
  const filter = { _id, run: abandoned, state: 'running' as const };
  return (await records(mongo).updateOne(filter, { $set: { run, until } })).matchedCount === 1;
}
