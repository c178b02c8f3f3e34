import mongoose from 'mongoose';
import { eventually } from '../wait.ts';

const notYetInitialized = 94;
const alreadyInitialized = 23;

/** Makes the freshly started server the primary of its one-node set and waits until it is. */
export async function becomesPrimary(port: number, withinMs: number): Promise<void> {
  await withClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, withinMs, async (client) => {
    const admin = client.db('admin');
    await initiate(admin, `127.0.0.1:${port}`);
    await eventually(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, withinMs);
  });
}

/** Settles when the server behind the URL is the writable primary of a replica set: transactions need one. */
export async function isReplicaSetPrimary(url: string, withinMs: number): Promise<void> {
  await withClient(url, withinMs, async (client) => {
    await eventually(async () => {
      const hello = await client.db('admin').command({ hello: 1 });
      if (!hello.setName) throw new Error('it is no member of a replica set: start mongod with --replSet');
      return hello.isWritablePrimary === true;
    }, withinMs);
  });
}

/**
 * The set's configuration names host and port, so data that is served on another port has lost its only member. The
 * configuration is rewritten by a server that runs outside the set.
 */
export async function moveSet(port: number, withinMs: number): Promise<void> {
  await withClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, withinMs, async (client) => {
    const configurations = client.db('local').collection('system.replset');
    await configurations.updateMany({}, { $set: { 'members.0.host': `127.0.0.1:${port}` } });
  });
}

type Client = mongoose.mongo.MongoClient;

async function withClient(url: string, withinMs: number, work: (client: Client) => Promise<void>): Promise<void> {
  const connection = mongoose.createConnection(url, {
    serverSelectionTimeoutMS: withinMs,
    connectTimeoutMS: 1_000,
    maxPoolSize: 1,
  });
  try {
    await connection.asPromise();
    await work(connection.getClient());
  } finally {
    await connection.close();
  }
}

async function initiate(admin: mongoose.mongo.Db, host: string): Promise<void> {
  try {
    await admin.command({ replSetGetConfig: 1 });
  } catch (error) {
    unless(notYetInitialized, error);
    const config = { _id: 'rs0', members: [{ _id: 0, host }] };
    await admin.command({ replSetInitiate: config }).catch((late: unknown) => unless(alreadyInitialized, late));
  }
}

function unless(code: number, error: unknown): void {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== code) throw error;
}
