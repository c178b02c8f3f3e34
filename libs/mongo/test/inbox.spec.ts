import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { inboxed } from '@platform/mongo';
import { database } from '@platform/testing';
import { counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const event = (consumer = 'licensing.assignments') => ({ consumer, eventId: newId('evt') });
const noted = (eventId: string) =>
  db.mongo.collection<{ _id: string }>('inbox').countDocuments({ _id: new RegExp(eventId) });

test('an event that ten deliver at once has one effect', async () => {
  const stores = await Promise.all([db.mongo, await db.connect()].map(async (mongo) => counters(mongo)));
  const { id } = await counters(db.mongo).change(newId('tok'), opened());
  const inbox = event();
  const deliveries = Array.from({ length: 10 }, (_, n) => stores[n % 2]?.change(id, counted(), { inbox }));
  const changes = await Promise.all(deliveries);

  expect(changes.filter((change) => change?.duplicate === false)).toHaveLength(1);
  expect((await counters(db.mongo).find(id))?.state.count).toBe(1);
});

test('a replay has no second effect and is no failure, even where the decision would refuse by now', async () => {
  const { id } = await counters(db.mongo).change(newId('tok'), opened());
  const inbox = event();
  await counters(db.mongo).change(id, counted(), { inbox });
  const again = await counters(db.mongo).change(
    id,
    () => {
      throw new Error('decided');
    },
    { inbox },
  );
  expect(again.duplicate).toBe(true);
});

test('an event that changes nothing is noted all the same, one that fails is not', async () => {
  const inbox = event();
  const { id } = await counters(db.mongo).change(newId('tok'), opened());
  expect(await counters(db.mongo).change(id, opened(), { inbox })).toMatchObject({ events: [], duplicate: false });
  expect(await noted(inbox.eventId)).toBe(1);

  const failing = event();
  await expect(counters(db.mongo).change(newId('tok'), counted(), { inbox: failing })).rejects.toThrow();
  expect(await noted(failing.eventId)).toBe(0);
});

test('consumers do not share their notes', async () => {
  const { id } = await counters(db.mongo).change(newId('tok'), opened());
  const { eventId } = event();
  for (const consumer of ['one', 'two'])
    await counters(db.mongo).change(id, counted(), { inbox: { consumer, eventId } });
  expect((await counters(db.mongo).find(id))?.state.count).toBe(2);
});

test('an effect that is no aggregate happens once, and not at all when it fails', async () => {
  const seen = db.mongo.collection<{ _id: string; times: number }>('seen');
  await db.mongo.prepare('seen');
  const inbox = event();
  const effect = () =>
    inboxed(db.mongo, inbox, async (session) => {
      await seen.updateOne({ _id: inbox.eventId }, { $inc: { times: 1 } }, { upsert: true, session });
      return 'done';
    });
  const failing = inboxed(db.mongo, inbox, async (session) => {
    await seen.insertOne({ _id: inbox.eventId, times: 7 }, { session });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');

  const outcomes = await Promise.all([effect(), effect(), effect()]);
  expect(outcomes.filter((one) => !one.duplicate)).toEqual([{ duplicate: false, value: 'done' }]);
  expect(await seen.findOne({ _id: inbox.eventId })).toEqual({ _id: inbox.eventId, times: 1 });
});
