import { afterAll, expect, test } from '@jest/globals';
import type { DomainEvent } from '@platform/kernel';
import { type Mongo, mongoStore, type Saved, type Store } from '@platform/mongo';
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
const evolve = (tally: Tally, { type, data }: Opened): Tally =>
  type === 'Opened' ? { ...tally, at: data.at } : { ...tally, count: tally.count + 1 };
const open = (mongo: Mongo): TallyStore =>
  mongoStore<Tally, Opened>({
    mongo,
    name: 'tallies',
    initial: () => ({ at: null, count: 0 }),
    evolve,
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
    (store) => ({ change: (which, decide) => store.change(which, decide) }),
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
    (store, mongo) => ({
      change: async (which, decide) =>
        overwritten(mongo, typeof which === 'string' ? await store.preview(which, () => []) : which, decide),
    }),
    [born, together],
  ],
  [
    'that believes what was read before',
    (store, mongo) => ({
      change: (which, decide) =>
        typeof which === 'string' ? store.change(which, decide) : overwritten(mongo, which, decide),
    }),
    ['what was read before it changed is read anew'],
  ],
])('a store %s is caught', async (_what, flaw, cases) => {
  expect(await failuresOf(flawed(flaw))).toEqual(expect.arrayContaining([...cases]));
});

/** A change without a look at what is there. */
async function overwritten(mongo: Mongo, before: Saved<Tally>, decide: (tally: Tally) => readonly Opened[]) {
  const events = decide(before.state);
  const after = { ...before, state: events.reduce(evolve, before.state), version: before.version + events.length };
  const { id, state, version } = after;
  const documents = mongo.collection<{ _id: string; version: number; state: Tally; updated_at: Date }>('tallies');
  await documents.replaceOne({ _id: id }, { version, state, updated_at: at }, { upsert: true });
  return { ...after, events, owed: [], duplicate: false };
}
