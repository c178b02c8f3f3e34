import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { type Change, commit, type Step, UniqueViolation } from '@platform/mongo';
import { database, uniqueName } from '@platform/testing';
import { type Counter, type CounterEvent, closed, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const store = counters(db.mongo);
const rival = await db.connect();
const quick = counters(rival);
type CounterStep = Step<Counter, CounterEvent>;

/** The step, overtaken once: after it has read and decided, before it writes. */
function overtaken(step: CounterStep, by: () => Promise<unknown>): CounterStep {
  let first = true;
  return {
    ...step,
    plan: async (occasion) => {
      const plan = await step.plan(occasion);
      if (first) {
        first = false;
        await by();
      }
      return plan;
    },
  };
}

const eventsOf = (changes: readonly Change<Counter, CounterEvent>[]) => changes[0]?.events.map((event) => event.type);

test('overtaken at the first write of an id: the duplicate key is a lost race, and the decision is taken again', async () => {
  const id = newId('tok');
  const slow = overtaken(store.step(id, opened('slow')), () => quick.change(id, opened('quick')));
  expect(eventsOf(await commit(db.mongo, [slow]))).toEqual([]);
  expect(await store.find(id)).toMatchObject({ version: 1, state: { owner: 'quick' } });
});

test('overtaken at a later write: decides on what the other one wrote', async () => {
  const { id } = await store.change(newId('tok'), opened());
  const slow = overtaken(store.step(id, counted(1)), () => quick.change(id, counted(10)));
  expect(eventsOf(await commit(db.mongo, [slow]))).toEqual(['CounterCounted']);
  expect(await store.find(id)).toMatchObject({ version: 3, state: { count: 11 } });
});

test('what was read before: neither refused nor left alone for what it no longer is', async () => {
  const open = await store.change(store.unborn(newId('tok')), opened());
  const shut = await store.change(open, closed);
  await quick.change(open.id, opened());

  expect((await store.change(shut, counted())).state).toMatchObject({ count: 1, opened: expect.any(Date) });
  expect((await store.change(shut, closed)).events).toHaveLength(1);
  await expect(store.change(open, counted())).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
});

test('overtaken by the same event: finds it processed', async () => {
  const { id } = await store.change(newId('tok'), opened());
  const inbox = { consumer: 'test', eventId: newId('evt') };
  const other = await store.change(newId('tok'), opened());
  const slow = overtaken(store.step(id, counted()), () => quick.change(other.id, counted(), { inbox }));
  const [change] = await commit(db.mongo, [slow], { inbox });
  expect(change).toMatchObject({ duplicate: true, events: [], version: 1 });
});

test('overtaken on a unique value: told so, and nothing of the whole commit is written', async () => {
  const indexes = [{ name: 'one_per_owner', keys: { 'state.owner': 1 }, unique: true }] as const;
  const [owned, theirs] = [db.mongo, rival].map((mongo) => counters(mongo, { name: 'owned', indexes }));
  if (!owned || !theirs) throw new TypeError('two stores were opened');
  const owner = uniqueName('owner');
  const [first, bystander] = [newId('tok'), newId('tok')];
  const slow = overtaken(owned.step(first, opened(owner)), () => theirs.change(newId('tok'), opened(owner)));
  await expect(commit(db.mongo, [store.step(bystander, opened()), slow])).rejects.toBeInstanceOf(UniqueViolation);
  expect([await owned.find(first), await store.find(bystander)]).toEqual([undefined, undefined]);
});
