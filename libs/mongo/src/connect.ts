import { type Connection, createConnection, type mongo as driver } from 'mongoose';
import { calmPool } from './calm-pool.ts';
import { ensureCollection } from './collections.ts';
import type { Log, Mongo } from './database.ts';
import { readable } from './errors.ts';
import { inboxIndexes } from './inbox.ts';
import { onceIndexes } from './once-record.ts';
import { outboxIndexes, outboxOf } from './outbox.ts';
import { inTransaction, retrying } from './transaction.ts';
import { turns } from './turns.ts';

export interface ConnectOptions {
  readonly url: string;
  readonly database: string;
  readonly log: Log;
}

/** Reads and writes go to the primary; a write is answered when a majority has it in the journal. */
const promises = {
  readPreference: 'primary',
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true },
  retryReads: true,
  retryWrites: true,
  serverSelectionTimeoutMS: 5_000,
  ignoreUndefined: true,
  promoteBuffers: true,
} as const;

/** Connections that we close ourselves: their end is no loss. */
const leaving = new WeakSet<Connection>();

/** Connects and prepares the library's own collections. Raises DEPENDENCY_UNAVAILABLE when nobody answers. */
export async function connect({ url, database, log }: ConnectOptions): Promise<Mongo> {
  calmPool();
  const connection = createConnection(url, { ...promises, dbName: database });
  connection.on('disconnected', () => {
    if (!leaving.has(connection)) log.warn({ database }, 'database connection lost');
  });
  connection.on('reconnected', () => log.info({ database }, 'database connection is back'));
  try {
    await connection.asPromise();
    const mongo = mongoOf(connection, database, log);
    await prepareOwn(mongo);
    return mongo;
  } catch (error) {
    leaving.add(connection);
    await connection.close(true);
    throw readable(error);
  }
}

const prepareOwn = async (mongo: Mongo): Promise<void> => {
  await mongo.prepare('outbox', outboxIndexes);
  await mongo.prepare('inbox', inboxIndexes);
  await mongo.prepare('idempotency', onceIndexes);
  await mongo.prepare('leases');
};

function mongoOf(connection: Connection, database: string, log: Log): Mongo {
  const client = connection.getClient();
  const db = client.db(database);
  const listeners = new Set<() => void>();
  const owing = new WeakSet<driver.ClientSession>();

  const attempt: Mongo['attempt'] = async (work) => {
    let owes = false;
    const value = await inTransaction(client, async (session) => {
      const result = await work(session);
      owes = owing.has(session);
      return result;
    });
    if (owes) for (const listener of listeners) listener();
    return value;
  };

  return {
    connection,
    log,
    outbox: outboxOf(db, (session) => owing.add(session)),
    collection: (name) => db.collection(name),
    prepare: (name, indexes = []) => ensureCollection(db, name, indexes),
    attempt,
    inTurn: turns(),
    transaction: (work) => retrying(() => attempt(work)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ping() {
      await db.command({ ping: 1 }).catch((error: unknown) => {
        throw readable(error);
      });
    },
    close: () => {
      leaving.add(connection);
      return connection.close();
    },
  };
}
