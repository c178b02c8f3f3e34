import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { commit, confirmFacts, type OutboxRow } from '@platform/mongo';
import { captureLog, database } from '@platform/testing';
import { closed, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

/** An activation that can be away. */
function activation() {
  const applied: string[] = [];
  const state = { away: false };
  const deliver = async (rows: readonly OutboxRow[]) => {
    if (state.away) throw new Error('connect ECONNREFUSED');
    applied.push(...rows.map((row) => row._id));
  };
  return { applied, state, confirm: confirmFacts({ mongo: db.mongo, deliver, log: captureLog().log }) };
}

test('confirmed facts are delivered once and marked as sent', async () => {
  const { applied, confirm } = activation();
  const { id, owed } = await counters(db.mongo).change(newId('tok'), opened());
  await confirm(owed);

  expect(applied).toEqual([`${id}-1`]);
  expect(await db.mongo.outbox.unsentOf('facts', [`counters/${id}`])).toEqual([]);
  expect(await counters(db.mongo).owing(id)).toEqual([]);
  await confirm([]);
  expect(applied).toHaveLength(1);
});

test('facts that cannot be delivered: the caller hears that it is committed, the rows stay owed', async () => {
  const { state, confirm } = activation();
  const { id, owed } = await counters(db.mongo).change(newId('tok'), opened());
  state.away = true;

  await expect(confirm(owed)).rejects.toMatchObject({
    reason: 'DEPENDENCY_UNAVAILABLE',
    metadata: { service: 'activation', committed: 'true' },
  });
  expect(await db.mongo.outbox.unsentOf('facts', [`counters/${id}`])).toEqual(owed);
  expect(await counters(db.mongo).owing(id)).toEqual([id]);
  expect(await db.mongo.outbox.owing('facts', 'count', id)).toEqual([]);
  expect(await counters(db.mongo).owing('another')).toEqual([]);
});

test('Property S: repeating a command that changed nothing more still waits for the facts of the first', async () => {
  const { applied, state, confirm } = activation();
  const store = counters(db.mongo);
  const { id, owed: born } = await store.change(newId('tok'), opened());
  await confirm(born);
  state.away = true;
  const first = await store.change(id, closed);
  await expect(confirm(first.owed)).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });

  const again = await store.change(id, closed);
  expect([again.events, again.owed]).toEqual([[], first.owed]);
  await expect(confirm(again.owed)).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });

  state.away = false;
  await confirm((await store.change(id, closed)).owed);
  expect(applied).toEqual([`${id}-1`, `${id}-2`]);
  expect((await store.change(id, closed)).owed).toEqual([]);
});

test('one that is new owes what it tells, one that was there what it owes from before as well', async () => {
  const store = counters(db.mongo);
  const { id: old } = await store.change(newId('tok'), opened());
  const unborn = store.unborn(newId('tok'));
  const changes = await commit(db.mongo, [store.step(old, counted()), store.step(unborn, opened())]);

  expect(changes.map(({ owed }) => owed.map((row) => row._id))).toEqual([[`${old}-1`, `${old}-2`], [`${unborn.id}-1`]]);
  const stored = await db.mongo.outbox.unsentOf('facts', [`counters/${unborn.id}`]);
  expect(changes[1].owed).toEqual(stored);
});

test('a replayed event whose facts are still owed gives them again', async () => {
  const store = counters(db.mongo);
  const { id } = await store.change(newId('tok'), opened());
  const inbox = { consumer: 'test', eventId: newId('evt') };
  const first = await store.change(id, counted(), { inbox });
  const again = await store.change(id, counted(), { inbox });

  expect(again).toMatchObject({ duplicate: true, events: [], version: first.version });
  expect(again.owed.map((row) => row._id)).toEqual([`${id}-1`, `${id}-2`]);
});
