import { connect, type Mongo } from '@platform/mongo';
import { captureLog } from './capture-log.ts';
import { servers } from './servers.ts';
import { uniqueName } from './unique-name.ts';

export interface Database {
  /** MONGO_URL and MONGO_DATABASE of a service under test. */
  readonly url: string;
  readonly name: string;
  readonly mongo: Mongo;
  /** One more connection to the same database, as another process would have it. `drop` closes it, too. */
  connect(): Promise<Mongo>;
  /** Removes the database and closes its connections: `afterAll(() => db.drop())`. */
  drop(): Promise<void>;
}

/**
 * A fresh database on the real server.
 * Await it at the top of a spec, not in a hook: the very first time the server is fetched and started.
 */
export async function database(): Promise<Database> {
  const { mongoUrl: url } = await servers();
  const name = uniqueName('test');
  const open: Mongo[] = [];
  const another = async () => {
    const mongo = await connect({ url, database: name, log: captureLog().log });
    open.push(mongo);
    return mongo;
  };
  const mongo = await another();
  return {
    url,
    name,
    mongo,
    connect: another,
    async drop() {
      await mongo.connection.dropDatabase();
      await Promise.all(open.map((one) => one.close()));
    },
  };
}
