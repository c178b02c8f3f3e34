import type { Connection, mongo as driver } from 'mongoose';
import type { IndexSpec } from './collections.ts';
import type { Outbox } from './outbox.ts';
import type { Turns } from './turns.ts';

/** What this library says to a log; a pino logger fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
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
