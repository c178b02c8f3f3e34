import { type Connection, createConnection, type mongo as driver } from 'mongoose';
import { ensureCollection, type IndexSpec } from './collections.ts';
import { readable } from './errors.ts';
import { inboxIndexes } from './inbox.ts';
import { onceIndexes } from './once-record.ts';
import { type Outbox, outboxIndexes, outboxOf } from './outbox.ts';
import { inTransaction, retrying } from './transaction.ts';
import { type Turns, turns } from './turns.ts';

/** What this library says to a log; a pino logger fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ConnectOptions {
  readonly url: string;
  readonly database: string;
  readonly log: Log;
}

/** One service's database. */
export interface Mongo {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly log: Log;
  collection<Document extends driver.Document>(name: string): driver.Collection<Document>;
  /** Creates a collection and its indexes if they are missing. Do it before the first transaction that needs them. */
  prepare(name: string, indexes?: readonly IndexSpec[]): Promise<void>;
  /** Runs the work in one transaction; again when it lost a race, so it must have no other effects. */
  transaction<T>(work: (session: driver.ClientSession) => Promise<T>): Promise<T>;
  /** One attempt at a transaction, for those who reload before they try again. */
  attempt<T>(work: (session: driver.ClientSession) => Promise<T>): Promise<T>;
  /** Changes of one aggregate take turns within this process. */
  readonly inTurn: Turns;
  /** Tells the listener after each commit that owes somebody something. Gives the function that ends it. */
  onCommit(listener: () => void): () => void;
  /** Answers when the primary does. Raises DEPENDENCY_UNAVAILABLE otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
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

/** Connects and prepares the library's own collections. Raises DEPENDENCY_UNAVAILABLE when nobody answers. */
export async function connect({ url, database, log }: ConnectOptions): Promise<Mongo> {
  const connection = createConnection(url, { ...promises, dbName: database });
  connection.on('disconnected', () => log.warn({ database }, 'database connection lost'));
  connection.on('reconnected', () => log.info({ database }, 'database connection is back'));
  try {
    await connection.asPromise();
    const mongo = mongoOf(connection, database, log);
    await prepareOwn(mongo);
    return mongo;
  } catch (error) {
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
    close: () => connection.close(),
  };
}
