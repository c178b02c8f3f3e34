import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { type Mongo, type OutboxRow, outboxRow } from '@platform/mongo';
import { database, eventually, uniqueName } from '@platform/testing';
import fc from 'fast-check';
import { counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const outboxOf = (mongo: Mongo) => mongo.collection<OutboxRow>('outbox');

const row = (aggregate: string, sequence: number, position = 0, created_at = new Date()): OutboxRow =>
  outboxRow(
    { channel: 'kafka', topic: 't', key: 'ws_1', type: 'x', id: uniqueName('evt'), value: Buffer.from('x') },
    { aggregate, sequence, position, created_at, traceparent: '' },
  );

test('what was owed is given in order per aggregate, until it is marked as sent', async () => {
  const store = counters(db.mongo);
  const [one, two] = [newId('tok'), newId('tok')];
  for (const id of [one, two]) await store.change(id, opened());
  for (const id of [two, one, one]) await store.change(id, counted());

  const unsent = await db.mongo.outbox.unsent('kafka', 100);
  const texts = (id: string) => unsent.filter((each) => each.key === id).map((each) => String(each.value));
  expect(texts(one)).toEqual(['CounterOpened 1', 'CounterCounted 2', 'CounterCounted 3']);
  expect(texts(two)).toEqual(['CounterOpened 1', 'CounterCounted 2']);
  expect(await db.mongo.outbox.oldestUnsent('kafka')).toEqual(unsent[0]?.created_at);

  await db.mongo.outbox.markSent(unsent.map((each) => each._id));
  expect(await db.mongo.outbox.unsent('kafka', 100)).toEqual([]);
  expect(await db.mongo.outbox.oldestUnsent('kafka')).toBeUndefined();
  expect((await db.mongo.outbox.unsent('facts', 100)).length).toBe(5);
});

test('property: however rows were written, each prefix of what is unsent keeps the order of every aggregate', async () => {
  const { outbox } = db.mongo;
  const history = fc.array(fc.constantFrom('a/1', 'a/2', 'b/1'), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 40 }), async (aggregates, limit) => {
      await outboxOf(db.mongo).deleteMany({});
      const next = new Map<string, number>();
      const rows = aggregates.map((aggregate, step) => {
        const sequence = (next.get(aggregate) ?? 0) + 1;
        next.set(aggregate, sequence);
        return row(aggregate, sequence, 0, new Date(1_000 + Math.floor(step / 4)));
      });
      await outboxOf(db.mongo).insertMany(rows.toReversed());
      const given = await outbox.unsent('kafka', limit);
      expect(given).toHaveLength(Math.min(limit, rows.length));
      for (const aggregate of next.keys()) {
        const sequences = given.filter((each) => each.aggregate === aggregate).map((each) => each.sequence);
        expect(sequences).toEqual(sequences.map((_, index) => index + 1));
      }
    }),
    { numRuns: 25 },
  );
});

test('a writer whose clock is behind does not put its row before an earlier version', async () => {
  const store = counters(db.mongo);
  const { id } = await store.change(newId('tok'), opened());
  const ahead = new Date(Date.now() + 60_000);
  await db.mongo.collection<{ _id: string }>('counters').updateOne({ _id: id }, { $set: { updated_at: ahead } });
  await outboxOf(db.mongo).updateMany({ key: id }, { $set: { created_at: ahead } });
  await store.change(id, counted());

  const rows = await db.mongo.outbox.unsentOf('kafka', [`counters/${id}`]);
  expect(rows.map((each) => [each.sequence, each.created_at])).toEqual([
    [1, ahead],
    [2, ahead],
  ]);
});

test('a reader never sees a version whose predecessor it does not see', async () => {
  await outboxOf(db.mongo).deleteMany({});
  // More rows than the server gives at a time, so that a read takes two batches; each pair lies around them.
  const between = Array.from({ length: 150 }, (_, n) => row(`filler/${n}`, 1, 0, new Date(2_000)));
  await outboxOf(db.mongo).insertMany(between);
  const work = { done: false };
  const writer = (async () => {
    for (let pair = 0; pair < 150; pair += 1) {
      await outboxOf(db.mongo).insertOne(row(`a/${pair}`, 1, 0, new Date(1_000)));
      await outboxOf(db.mongo).insertOne(row(`a/${pair}`, 2, 0, new Date(3_000)));
    }
    work.done = true;
  })();
  const reads: (readonly OutboxRow[])[] = [];
  const reader = async () => {
    while (!work.done) reads.push(await db.mongo.outbox.unsent('kafka', 1_000));
  };
  await Promise.all([writer, reader(), reader()]);

  expect(reads.flatMap(gapsOf)).toEqual([]);
  expect(reads.length).toBeGreaterThan(20);
});

const gapsOf = (rows: readonly OutboxRow[]): string[] => {
  const last = new Map<string, number>();
  return rows.flatMap(({ aggregate, sequence }) => {
    const before = last.get(aggregate) ?? 0;
    last.set(aggregate, sequence);
    return sequence === before + 1 ? [] : [`${aggregate}: ${sequence} after ${before}`];
  });
};

test('listeners hear of each commit that owes something, and of nothing else', async () => {
  const heard: string[] = [];
  const off = db.mongo.onCommit(() => heard.push('commit'));
  const { id } = await counters(db.mongo).change(newId('tok'), opened());
  expect(heard).toHaveLength(1);

  await counters(db.mongo).change(id, opened());
  await counters(db.mongo, { outbound: () => [], facts: () => [] }).change(id, counted());
  await expect(
    db.mongo.transaction(async (session) => {
      await db.mongo.outbox.add([row('a/9', 1)], session);
      throw new Error('stop');
    }),
  ).rejects.toThrow('stop');
  expect(heard).toHaveLength(1);

  await db.mongo.transaction((session) => db.mongo.outbox.add([row('a/9', 1)], session));
  expect(heard).toHaveLength(2);
  off();
  await counters(db.mongo).change(id, counted());
  expect(heard).toHaveLength(2);
});

test('one owner at a time delivers a channel; who is silent loses the right', async () => {
  const { outbox } = db.mongo;
  const others = (await db.connect()).outbox;
  expect(await outbox.lease('kafka', 'a', 60_000)).toBe(true);
  expect(await others.lease('kafka', 'b', 60_000)).toBe(false);
  expect(await others.lease('facts', 'b', 60_000)).toBe(true);
  expect(await outbox.lease('kafka', 'a', 1)).toBe(true);
  await eventually(async () => expect(await others.lease('kafka', 'b', 60_000)).toBe(true));
  expect(await outbox.lease('kafka', 'a', 60_000)).toBe(false);

  await outbox.release('kafka', 'a');
  expect(await outbox.lease('kafka', 'a', 60_000)).toBe(false);
  await others.release('kafka', 'b');
  expect(await outbox.lease('kafka', 'a', 60_000)).toBe(true);
});

test('twenty who want a right at once: one gets it', async () => {
  const processes = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
  for (const channel of ['kafka', 'facts'] as const) {
    await db.mongo.collection('leases').deleteMany({});
    const asked = Array.from({ length: 20 }, (_, n) => processes[n % 4]?.outbox.lease(channel, `owner-${n}`, 60_000));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  }
});

test('the queries of the relay use the index of what is unsent, and what is sent is forgotten after 7 days', async () => {
  const unsent = { channel: 'kafka', sent_at: null } as const;
  const plan = await outboxOf(db.mongo)
    .find(unsent)
    .sort({ created_at: 1, aggregate: 1, sequence: 1, position: 1 })
    .explain('queryPlanner');
  expect(JSON.stringify(plan.queryPlanner.winningPlan)).toMatch(/"indexName":"unsent"/);
  expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toMatch(/"SORT"/);

  const lifetimes = await Promise.all(
    ['outbox', 'inbox', 'idempotency'].map(async (name) => {
      const indexes = await db.mongo.collection(name).indexes();
      return indexes.map((index) => index.expireAfterSeconds).find((seconds) => seconds !== undefined);
    }),
  );
  expect(lifetimes).toEqual([7 * 86_400, 45 * 86_400, 86_400]);
});
