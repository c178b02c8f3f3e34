import { afterAll, expect, test } from '@jest/globals';
import { refuse } from '@platform/kernel';
import { commit } from '@platform/mongo';
import { database, uniqueName } from '@platform/testing';
import { type Counter, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

/** Two counters that others count together; whoever comes second must hear so from the first of them. */
const once =
  (reason: 'ALREADY_MEMBER' | 'NO_SEATS_AVAILABLE', count = counted()) =>
  (counter: Counter) => {
    if (counter.count > 0) throw refuse(reason);
    return count(counter);
  };

test('a refusal never rests on states of different moments', async () => {
  const store = counters(db.mongo);
  const [seat, pool] = [uniqueName('seat'), uniqueName('pool')];
  for (const id of [seat, pool]) await store.change(id, opened());
  const rival = await db.connect();
  const both = (mine = store) =>
    [mine.step(seat, once('ALREADY_MEMBER')), mine.step(pool, once('NO_SEATS_AVAILABLE'))] as const;

  let overtaken = 0;
  const [first, second] = both();
  const outpaced: typeof second = {
    ...second,
    plan: async (occasion) => {
      if (overtaken === 0) await commit(rival, both(counters(rival)));
      overtaken += 1;
      return second.plan(occasion);
    },
  };
  await expect(commit(db.mongo, [first, outpaced])).rejects.toMatchObject({ reason: 'ALREADY_MEMBER' });
  expect(overtaken).toBe(1);
});

test('a refusal on states that stand is raised at once', async () => {
  const store = counters(db.mongo);
  const [one, other] = [uniqueName('one'), uniqueName('other')];
  for (const id of [one, other]) await store.change(id, opened());
  await store.change(other, counted());
  let asked = 0;
  const refusing = store.step(other, (counter) => {
    asked += 1;
    return once('NO_SEATS_AVAILABLE')(counter);
  });
  await expect(commit(db.mongo, [store.step(one, counted()), refusing])).rejects.toMatchObject({
    reason: 'NO_SEATS_AVAILABLE',
  });
  expect(asked).toBe(1);
});
