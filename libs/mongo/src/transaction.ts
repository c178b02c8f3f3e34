import { setTimeout as pause } from 'node:timers/promises';
import { mongo as driver } from 'mongoose';
import { databaseAway, givenUp, isAway, isRepeatable, readable } from './errors.ts';

const attempts = 20;
const patienceMs = 5_000;
const commitAttempts = 5;

/** Full jitter: 0 … 4, 8, 16 … 250 ms, so that contenders spread instead of meeting again. */
const jitter = (attempt: number): number => Math.random() * Math.min(250, 2 ** (attempt + 1));

/**
 * Does the work again when it lost a race, at most 20 times and for 5 s.
 * Raises CHANGE_CONTENDED after that, DEPENDENCY_UNAVAILABLE when the database is away.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRepeatable(error)) throw readable(error);
      if (attempt >= attempts || performance.now() > giveUpAt) throw givenUp(error);
      await pause(jitter(attempt));
    }
  }
}

/** Runs the work in one transaction, once. What it throws aborts the transaction and comes out unchanged. */
export async function inTransaction<T>(
  client: driver.MongoClient,
  work: (session: driver.ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession();
  try {
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } });
    const value = await work(session);
    await settle(session);
    return value;
  } finally {
    // Ending a session aborts what is still open; the server does the same when it hears nothing of us.
    await session.endSession();
  }
}

/** A commit that got no answer is asked for again: committing the same transaction twice is harmless. */
async function settle(session: driver.ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      if (attempt >= commitAttempts) throw databaseAway(error, 'unknown');
      await pause(jitter(attempt));
    }
  }
}

/** Nobody can say whether the commit came through. A transient error says that it did not. */
const isUnknown = (error: unknown): boolean => {
  const labelled = (label: string) => error instanceof driver.MongoError && error.hasErrorLabel(label);
  return labelled('UnknownTransactionCommitResult') || (isAway(error) && !labelled('TransientTransactionError'));
};
