import { afterAll, afterEach } from '@jest/globals';
import type { Mongo } from '@platform/mongo';
import { database, uniqueName } from '@platform/testing';
import { type OutboxRow, type Relay, type RelayOptions, startRelay } from '../src/index.ts';
import { log, row } from './given.ts';

/** A database with an outbox, and relays that stop after each test. */
export async function relaying() {
  const db = await database();
  const relays: Relay[] = [];
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    for (const name of ['outbox', 'leases']) await db.mongo.collection(name).deleteMany({});
  });
  afterAll(() => db.drop());
  return {
    db,
    start: (options: Partial<RelayOptions> & Pick<RelayOptions, 'deliver'>): Relay => {
      const relay = startRelay({ mongo: db.mongo, owner: uniqueName('relay'), log, ...options });
      relays.push(relay);
      return relay;
    },
    owe: (rows: readonly OutboxRow[], mongo: Mongo = db.mongo) =>
      mongo.transaction((session) => mongo.outbox.add(rows, session)),
  };
}

export const ofAggregate = (aggregate: string, numbers: readonly number[], given: Partial<OutboxRow> = {}) =>
  numbers.map((n) => row('notes.note.v1', n, { _id: `${aggregate}-${n}`, aggregate, ...given }));

export const ids = (rows: readonly OutboxRow[]) => rows.map(({ _id }) => _id);
