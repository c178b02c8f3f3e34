import { afterAll, expect, test } from '@jest/globals';
import { connect } from '@platform/mongo';
import { captureLog, database, eventually } from '@platform/testing';

const db = await database();
afterAll(() => db.drop());

/** The parts of the driver's client that nobody outside it is meant to see. */
interface Inside {
  readonly topology: {
    readonly s: { readonly servers: ReadonlyMap<string, { readonly pool: Pool }> };
  };
}

interface Pool {
  readonly minPoolSizeTimer: unknown;
  readonly totalConnectionCount: number;
}

/** The pool of a connection that has been used. */
async function poolOf(url: string) {
  const mongo = await connect({ url, database: db.name, log: captureLog().log });
  await mongo.ping();
  // Its types do not tell of them.
  const { topology } = mongo.connection.getClient() as unknown as Inside;
  const [server] = topology.s.servers.values();
  if (!server) throw new TypeError('the driver keeps its servers elsewhere now');
  return { pool: server.pool, close: mongo.close };
}

test('a pool of which nothing is asked has no timer', async () => {
  const { pool, close } = await poolOf(db.url);
  expect(pool.totalConnectionCount).toBeGreaterThan(0);
  expect(pool.minPoolSizeTimer).toBeUndefined();
  await close();
});

test('one that is to have some connections has them, and looks again', async () => {
  const url = new URL(db.url);
  url.searchParams.set('minPoolSize', '7');
  const { pool, close } = await poolOf(url.href);
  await eventually(() => expect(pool.totalConnectionCount).toBeGreaterThanOrEqual(7));
  expect(pool.minPoolSizeTimer).toBeDefined();
  await close();
});
