import assert from 'node:assert/strict';
import { type Decide, type DomainEvent, isCoded, refuse } from '@platform/kernel';
import type { Mongo, OutboxRow, Store } from '@platform/mongo';
import type { Database } from './database.ts';
import { uniqueName } from './unique-name.ts';

export interface StoreCase<State, Event extends DomainEvent> {
  readonly database: Database;
  /** The store under test, on one connection. */
  readonly open: (mongo: Mongo) => Store<State, Event>;
  /** A fresh id of the aggregate. */
  readonly id: () => string;
  /** Brings a new aggregate into being; gives events for the initial state and none when it is there already. */
  readonly born: Decide<State, Event>;
  /** Changes an aggregate that was born, each time again. */
  readonly changed: Decide<State, Event>;
}

type Test = (name: string, run: () => Promise<void>) => void;
type Run = <State, Event extends DomainEvent>(given: StoreCase<State, Event>) => Promise<void>;

/** What every aggregate store must keep, on the real database: `storeSuite(test, { database: db, open, … })`. */
export function storeSuite<State, Event extends DomainEvent>(test: Test, given: StoreCase<State, Event>): void {
  for (const [name, run] of Object.entries(cases)) test(name, () => run(given));
}

const cases: Readonly<Record<string, Run>> = {
  'an unknown id is not found': async ({ database, open, id }) => {
    assert.equal(await open(database.mongo).find(id()), undefined);
  },

  'what was decided is found again as it was': async ({ database, open, id, born }) => {
    const store = open(database.mongo);
    const { id: known, state, version, updatedAt, events } = await store.change(id(), born);
    assert.ok(events.length > 0, 'born must give events for the initial state');
    assert.equal(version, events.length);
    assert.deepEqual(await store.find(known), { id: known, state: withoutUndefined(state), version, updatedAt });
  },

  'deciding the same again writes nothing': async ({ database, open, id, born }) => {
    const store = open(database.mongo);
    const first = await store.change(id(), born);
    const second = await store.change(first.id, born);
    assert.deepEqual([second.events, second.version], [[], first.version]);
    assert.equal((await rowsOf(database, first.id)).filter(afterVersion(first.version)).length, 0);
  },

  'a refusal leaves nothing behind': async ({ database, open, id }) => {
    const store = open(database.mongo);
    const unborn = id();
    const refused = store.change(unborn, () => {
      throw refuse('VALIDATION_FAILED');
    });
    await assert.rejects(refused, (error) => isCoded(error, 'VALIDATION_FAILED'));
    assert.equal(await store.find(unborn), undefined);
    assert.deepEqual(await rowsOf(database, unborn), []);
  },

  'two first writes of one id: one is born, the other finds it': async ({ database, open, id, born }) => {
    const rivals = [open(database.mongo), open(await database.connect())];
    for (let round = 0; round < 5; round += 1) {
      const contested = id();
      const changes = await Promise.all(rivals.map((store) => store.change(contested, born)));
      assert.deepEqual(changes.map((change) => change.events.length > 0).toSorted(), [false, true]);
    }
  },

  'changes at the same time are all applied, one after the other': async ({ database, open, id, born, changed }) => {
    const rivals = [open(database.mongo), open(await database.connect())];
    const { id: contested, version } = await open(database.mongo).change(id(), born);
    const changes = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => (rivals[turn % 2] ?? open(database.mongo)).change(contested, changed)),
    );
    const count = changes.reduce((sum, change) => sum + change.events.length, 0);
    assert.ok(count >= changes.length, 'changed must give events each time');
    assert.equal(new Set(changes.map((change) => change.version)).size, changes.length);
    assert.equal((await open(database.mongo).find(contested))?.version, version + count);
    assertInOrder(await rowsOf(database, contested));
  },

  'what was read before it changed is read anew': async ({ database, open, id, born, changed }) => {
    const store = open(database.mongo);
    const first = await store.change(store.unborn(id()), born);
    const second = await store.change(first, changed);
    const third = await store.change(first, changed);
    assert.deepEqual([first.version < second.version, second.version < third.version], [true, true]);
    assert.equal(third.version, second.version + third.events.length);
    assert.deepEqual((await store.change(store.unborn(first.id), born)).events, []);
    assert.equal((await store.find(first.id))?.version, third.version);
  },

  'an event that comes twice is processed once': async ({ database, open, id, born, changed }) => {
    const store = open(database.mongo);
    const { id: known } = await store.change(id(), born);
    const inbox = { consumer: 'store-suite', eventId: uniqueName('evt') };
    const first = await store.change(known, changed, { inbox });
    const again = await store.change(known, changed, { inbox });
    assert.deepEqual([first.duplicate, again.duplicate, again.version], [false, true, first.version]);
    assert.equal((await rowsOf(database, known)).filter(afterVersion(first.version)).length, 0);
  },
};

async function rowsOf({ mongo }: Database, id: string): Promise<readonly OutboxRow[]> {
  const rows = await mongo
    .collection<OutboxRow>('outbox')
    .find()
    .sort({ created_at: 1, sequence: 1, position: 1 })
    .toArray();
  return rows.filter((row) => row.aggregate.endsWith(`/${id}`));
}

const afterVersion = (version: number) => (row: OutboxRow) => row.sequence > version;

/** The order of delivery is the order of the versions, even when the clocks of two writers differ. */
function assertInOrder(rows: readonly OutboxRow[]): void {
  const sequences = rows.filter((row) => row.channel === 'kafka').map((row) => row.sequence);
  assert.deepEqual(
    sequences,
    sequences.toSorted((a, b) => a - b),
  );
}

/** The database keeps no `undefined`; states that differ only in that are the same. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutUndefined(one)]));
}
