import { createConnection, mongo as driver } from 'mongoose';

/** Reads the databases of all services beside them, as only a test may. */
export interface Databases {
  /** The databases of the house; those of the server itself are left out. */
  names(): Promise<readonly string[]>;
  collection<Document extends driver.Document = Named>(database: string, name: string): driver.Collection<Document>;
  /** How many rows a service still owes Kafka. */
  unsent(database: string): Promise<number>;
  /** How many it owes anybody: those who answer by its word are told, too. */
  owed(database: string): Promise<number>;
  /** Every document of every collection as its bytes. */
  documents(): AsyncIterable<StoredDocument>;
  /** The server stops to lead; alone, it leads again after so many seconds. */
  stepDown(seconds: number): Promise<void>;
  close(): Promise<void>;
}

interface Named {
  readonly _id: string;
}

export interface StoredDocument {
  /** `database.collection`. */
  readonly place: string;
  readonly bson: Buffer;
}

const ofTheServer = new Set(['admin', 'config', 'local']);

export async function databasesOf(url: string): Promise<Databases> {
  const connection = await createConnection(url, { promoteBuffers: true }).asPromise();
  const client = connection.getClient();
  const names = async () => {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    return databases.map(({ name }) => name).filter((name) => !ofTheServer.has(name));
  };
  async function* documents(): AsyncGenerator<StoredDocument> {
    for (const name of await names())
      for (const { collectionName } of await client.db(name).collections()) {
        const raw = client.db(name).collection<Buffer>(collectionName).find({}, { raw: true });
        for await (const bson of raw) yield { place: `${name}.${collectionName}`, bson: Buffer.from(bson) };
      }
  }
  return {
    names,
    documents,
    collection: <Document extends driver.Document>(database: string, name: string) =>
      client.db(database).collection<Document>(name),
    owed: (database) => client.db(database).collection('outbox').countDocuments({ sent_at: null }),
    unsent: (database) => client.db(database).collection('outbox').countDocuments({ channel: 'kafka', sent_at: null }),
    stepDown: async (seconds) => {
      const command = { replSetStepDown: seconds, secondaryCatchUpPeriodSecs: 0, force: true };
      await client.db('admin').command(command);
    },
    close: () => connection.close(),
  };
}

/** A document's bytes as an object, and as text that tells types apart: `{"$date": …}`. */
export const readable = (bson: Buffer): driver.Document => driver.BSON.deserialize(bson, { promoteBuffers: true });
export const asText = (document: driver.Document): string => driver.BSON.EJSON.stringify(document, { relaxed: false });
