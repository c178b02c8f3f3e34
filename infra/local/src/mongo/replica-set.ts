import mongoose from 'mongoose';
import { codeOf } from '../problem.ts';
import { eventually } from '../wait.ts';

type Connection = mongoose.Connection;

const notYetInitialized = 94;
const alreadyInitialized = 23;

/**
 * Makes the freshly started server the primary of its one-node set and waits until it is. The set's configuration
 * names host and port, so a folder that is started on another port gets a new configuration first.
 */
export async function becomesPrimary(port: number, withinMs: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  await withAdmin(`mongodb://${host}/?directConnection=true`, withinMs, async (admin) => {
    await configure(admin, host);
    await eventually(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, withinMs);
  });
}

/** Settles when the server behind the URL is the writable primary of a replica set: transactions need one. */
export async function isReplicaSetPrimary(url: string, withinMs: number): Promise<void> {
  await withAdmin(url, withinMs, async (admin) => {
    await eventually(async () => {
      const hello = await admin.command({ hello: 1 });
      if (!hello.setName) throw new Error('it is no member of a replica set: start mongod with --replSet');
      return hello.isWritablePrimary === true;
    }, withinMs);
  });
}

type Admin = { command(command: Record<string, unknown>): Promise<Record<string, unknown>> };

async function withAdmin(url: string, withinMs: number, work: (admin: Admin) => Promise<void>): Promise<void> {
  let connection: Connection | undefined;
  try {
    connection = await mongoose
      .createConnection(url, { serverSelectionTimeoutMS: withinMs, connectTimeoutMS: 1_000, maxPoolSize: 1 })
      .asPromise();
    await work(connection.getClient().db('admin'));
  } finally {
    await connection?.close();
  }
}

async function configure(admin: Admin, host: string): Promise<void> {
  const config = await currentConfig(admin);
  if (!config) {
    await admin
      .command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } })
      .catch((error: unknown) => unless(alreadyInitialized, error));
  } else if (config.members[0]?.host !== host) {
    const moved = { ...config, version: config.version + 1, members: [{ _id: 0, host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  }
}

interface SetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

async function currentConfig(admin: Admin): Promise<SetConfig | undefined> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    return config as SetConfig;
  } catch (error) {
    unless(notYetInitialized, error);
    return undefined;
  }
}

function unless(code: number, error: unknown): void {
  if (codeNumberOf(error) !== code) throw error;
}

const codeNumberOf = (error: unknown): unknown =>
  codeOf(error) ?? (error instanceof Error && 'code' in error ? error.code : undefined);
