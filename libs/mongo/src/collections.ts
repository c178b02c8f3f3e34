import { mongo as driver } from 'mongoose';

/** An index of a collection. Name it when a service has to recognise it in a `UniqueViolation`. */
export interface IndexSpec {
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly name?: string;
  readonly unique?: boolean;
  /** Only documents that match are indexed. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly expireAfterSeconds?: number;
}

const namespaceExists = 48;

/** Creates a collection and its indexes if they are not there: inside a transaction it would be too late. */
export async function ensureCollection(db: driver.Db, name: string, indexes: readonly IndexSpec[]): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    if (!(error instanceof driver.MongoServerError) || error.code !== namespaceExists) throw error;
  }
  if (indexes.length > 0) await db.collection(name).createIndexes(indexes.map(described));
}

function described({ keys, name, unique, where, expireAfterSeconds }: IndexSpec): driver.IndexDescription {
  return {
    key: { ...keys },
    ...(name !== undefined && { name }),
    ...(unique !== undefined && { unique }),
    ...(where !== undefined && { partialFilterExpression: where }),
    ...(expireAfterSeconds !== undefined && { expireAfterSeconds }),
  };
}

/** Remembers the first success of a preparation; a failure is not remembered, the next caller tries again. */
export function onceDone(prepare: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= prepare().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
