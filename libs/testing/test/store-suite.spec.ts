import { afterAll, expect, test } from '@jest/globals';
import type { DomainEvent } from '@platform/kernel';
import { type Mongo, mongoStore, type Store } from '@platform/mongo';
import { database, storeSuite, uniqueName } from '@platform/testing';

type Opened = DomainEvent<'Opened' | 'Counted', { readonly at: Date }>;
interface Tally {
  readonly at: Date | null;
  readonly count: number;
}
type TallyStore = Store<Tally, Opened>;

const db = await database();
afterAll(() => db.drop());

const at = new Date('2026-01-02T03:04:05.678Z');
const open = (mongo: Mongo): TallyStore =>
  mongoStore<Tally, Opened>({
    mongo,
    name: 'tallies',
    initial: () => ({ at: null, count: 0 }),
    evolve: (tally, { type, data }) =>
      type === 'Opened' ? { ...tally, at: data.at } : { ...tally, count: tally.count + 1 },
    outbound: ({ type }, { id }) => [
      { channel: 'kafka', topic: 't', key: id, type, id: uniqueName('evt'), value: Buffer.from(type) },
    ],
  });

/** Runs the suite on a store and gives the names of the cases that fail. */
async function failuresOf(store: (mongo: Mongo) => TallyStore): Promise<readonly string[]> {
  const runs: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  storeSuite((name, run) => void runs.push({ name, run }), {
    database: db,
    open: store,
    id: () => uniqueName('tally'),
    born: (tally) => (tally.at ? [] : [{ type: 'Opened', data: { at } }]),
    changed: () => [{ type: 'Counted', data: { at } }],
  });
  const failed: string[] = [];
  for (const { name, run } of runs) await run().catch(() => failed.push(name));
  return failed;
}

/** A store with one flaw. */
const flawed =
  (flaw: (store: TallyStore, mongo: Mongo) => Partial<TallyStore>) =>
  (mongo: Mongo): TallyStore => {
    const store = open(mongo);
    return { ...store, ...flaw(store, mongo) };
  };

test('a sound store passes', async () => {
  expect(await failuresOf(open)).toEqual([]);
});

const born = 'two first writes of one id: one is born, the other finds it';
const together = 'changes at the same time are all applied, one after the other';

test.each<[string, (store: TallyStore, mongo: Mongo) => Partial<TallyStore>, readonly string[]]>([
  [
    'that forgets the inbox',
    (store) => ({ change: (id, decide) => store.change(id, decide) }),
    ['an event that comes twice is processed once'],
  ],
  [
    'that does not give back what it was given',
    (store) => ({
      find: async (id) => {
        const found = await store.find(id);
        return found && { ...found, state: { ...found.state, at: null } };
      },
    }),
    ['what was decided is found again as it was'],
  ],
  [
    'that writes without looking whether somebody was quicker',
    (store, mongo) => ({ change: (id, decide) => carelessly(store, mongo, id, decide) }),
    [born, together],
  ],
])('a store %s is caught', async (_what, flaw, cases) => {
  expect(await failuresOf(flawed(flaw))).toEqual(expect.arrayContaining([...cases]));
});

async function carelessly(store: TallyStore, mongo: Mongo, id: string, decide: (tally: Tally) => readonly Opened[]) {
  const { state, version, events } = await store.preview(id, decide);
  const documents = mongo.collection<{ _id: string; version: number; state: Tally; updated_at: Date }>('tallies');
  await documents.replaceOne({ _id: id }, { version, state, updated_at: at }, { upsert: true });
  return { id, state, version, events, owed: [], duplicate: false };
}
