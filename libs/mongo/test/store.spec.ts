import { afterAll, describe, expect, test } from '@jest/globals';
import { isCoded, newId } from '@platform/kernel';
import { commit, type Mongo, type OutboxRow, UniqueViolation } from '@platform/mongo';
import { database, eventually, storeSuite, uniqueName } from '@platform/testing';
import { at, type Counter, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const fresh = () => newId('tok');
const rowsOf = (id: string, mongo: Mongo = db.mongo) =>
  mongo
    .collection<OutboxRow>('outbox')
    .find({ aggregate: `counters/${id}` })
    .sort({ created_at: 1, sequence: 1, position: 1 })
    .toArray();

describe('the suite that every store runs', () => {
  storeSuite(test, {
    database: db,
    open: (mongo) => counters(mongo),
    id: fresh,
    born: opened(),
    changed: counted(),
  });
});

describe('a change', () => {
  test('writes one document with version, state and time, and what it owes', async () => {
    const { id, owed } = await counters(db.mongo).change(fresh(), opened('ann'));

    const stored = await db.mongo.collection<{ _id: string }>('counters').findOne({ _id: id });
    expect(stored).toEqual({
      _id: id,
      version: 1,
      state: { opened: at, count: 0, owner: 'ann', seal: Buffer.from('sealed') },
      updated_at: expect.any(Date),
    });
    const rows = await rowsOf(id);
    expect(rows.map(({ channel, sequence, position, value }) => [channel, sequence, position, String(value)])).toEqual([
      ['kafka', 1, 0, 'CounterOpened 1'],
      ['facts', 1, 1, 'open'],
    ]);
    expect(rows[0]).toMatchObject({
      key: id,
      topic: 'test.counter.v1',
      sent_at: null,
      traceparent: expect.any(String),
    });
    expect(owed).toEqual(rows.filter((row) => row.channel === 'facts'));
  });

  test('numbers each event of a decision, so that no two messages share a sequence', async () => {
    const seen: object[] = [];
    const store = counters(db.mongo, {
      outbound: (event, { version, index, at: when, actor, causationId }) => {
        seen.push({ type: event.type, version, index, when, actor, causationId });
        return [];
      },
    });
    const cause = { at, actor: { type: 'user', id: 'usr_1' }, causationId: 'evt_1' } as const;
    const { version } = await store.change(
      fresh(),
      (state) => [...opened()(state), ...counted()(state.opened ? state : { ...state, opened: at })],
      cause,
    );

    expect(version).toBe(2);
    const common = { when: at, actor: cause.actor, causationId: 'evt_1' };
    expect(seen).toEqual([
      { type: 'CounterOpened', version: 1, index: 0, ...common },
      { type: 'CounterCounted', version: 2, index: 1, ...common },
    ]);
  });

  test('fifty at once, from five processes, are all applied once', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, async () => counters(await db.connect())));
    const { id } = await counters(db.mongo).change(fresh(), opened());
    const all = stores.flatMap((store) => Array.from({ length: 10 }, () => store.change(id, counted())));

    const versions = (await Promise.all(all)).map((change) => change.version);
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
    expect((await counters(db.mongo).find(id))?.state.count).toBe(50);
    expect(await rowsOf(id)).toHaveLength(102);
  });

  test('waits out a write conflict and then decides on what the other one wrote', async () => {
    const { id } = await counters(db.mongo).change(fresh(), opened());
    const holder = await holdWriteLock(id);
    const decisions: number[] = [];
    const change = counters(db.mongo).change(id, (state) => {
      decisions.push(state.count);
      return counted()(state);
    });
    await eventually(() => decisions.length > 1);
    await holder.commit();

    expect((await change).state.count).toBe(101);
    expect(decisions.at(-1)).toBe(100);
  });

  test('that never wins gives up with CHANGE_CONTENDED and leaves nothing', async () => {
    const { id } = await counters(db.mongo).change(fresh(), opened());
    const holder = await holdWriteLock(id);
    const outcome = await counters(db.mongo)
      .change(id, counted())
      .catch((error: unknown) => error);
    await holder.abort();

    expect(isCoded(outcome, 'CHANGE_CONTENDED')).toBe(true);
    expect((await counters(db.mongo).find(id))?.version).toBe(1);
    expect(await rowsOf(id)).toHaveLength(2);
  }, 120_000);

  test('that cannot write its outbox writes no state either', async () => {
    const taken = uniqueName('evt');
    const store = counters(db.mongo, {
      outbound: (_event, { id }) => [
        {
          channel: 'kafka',
          topic: 'test.counter.v1',
          key: id,
          type: 'test.v1.Counter',
          id: taken,
          value: Buffer.alloc(0),
        },
      ],
    });
    const first = await store.change(fresh(), opened());
    await expect(store.change(first.id, counted())).rejects.toThrow(/duplicate key/);

    expect(await store.find(first.id)).toMatchObject({ version: 1, state: { count: 0 } });
  });

  test('a second owner of a unique value is told which index and which value', async () => {
    const store = counters(db.mongo, {
      name: 'owned',
      indexes: [{ name: 'one_per_owner', keys: { 'state.owner': 1 }, unique: true }],
    });
    const owner = uniqueName('owner');
    const rivals = [fresh(), fresh(), fresh()].map((id) => store.change(id, opened(owner)));
    const outcomes = await Promise.allSettled(rivals);

    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      expect(outcome.reason).toBeInstanceOf(UniqueViolation);
      expect(outcome.reason).toMatchObject({ index: 'one_per_owner', keys: { 'state.owner': owner } });
    }
  });

  test('a preview decides and writes nothing', async () => {
    const store = counters(db.mongo);
    const id = fresh();
    expect(await store.preview(id, opened('ann'))).toMatchObject({ id, version: 1, state: { owner: 'ann' } });
    expect(await store.find(id)).toBeUndefined();
  });
});

describe('a commit of several aggregates', () => {
  test('writes all or nothing', async () => {
    const store = counters(db.mongo);
    const other = counters(db.mongo, { name: 'others' });
    const [one, two] = [fresh(), fresh()];
    const changes = await commit(db.mongo, [store.step(one, opened('ann')), other.step(two, opened('bob'))]);
    expect(changes.map((change) => [change.id, change.state.owner, change.owed.length])).toEqual([
      [one, 'ann', 1],
      [two, 'bob', 1],
    ]);

    const unborn = fresh();
    await expect(commit(db.mongo, [store.step(one, counted()), other.step(unborn, counted())])).rejects.toMatchObject({
      reason: 'RESOURCE_NOT_FOUND',
    });
    expect((await store.find(one))?.state.count).toBe(0);
  });

  test('rolls the first write back when the second one fails', async () => {
    const store = counters(db.mongo);
    const unique = counters(db.mongo, {
      name: 'unique_owners',
      indexes: [{ name: 'one_per_owner', keys: { 'state.owner': 1 }, unique: true }],
    });
    await unique.change(fresh(), opened('eve'));
    const { id } = await store.change(fresh(), opened());
    const both = commit(db.mongo, [store.step(id, counted()), unique.step(fresh(), opened('eve'))]);

    await expect(both).rejects.toBeInstanceOf(UniqueViolation);
    expect((await store.find(id))?.state.count).toBe(0);
    expect(await rowsOf(id)).toHaveLength(2);
  });

  test('crossing commits both come through', async () => {
    const store = counters(db.mongo);
    const ids = [fresh(), fresh()] as const;
    await Promise.all(ids.map((id) => store.change(id, opened())));
    const forth = [store.step(ids[0], counted()), store.step(ids[1], counted())];
    await Promise.all(Array.from({ length: 6 }, (_, turn) => commit(db.mongo, turn % 2 ? forth : forth.toReversed())));

    const counts = await Promise.all(ids.map(async (id) => (await store.find(id))?.state.count));
    expect(counts).toEqual([6, 6]);
  });

  test('refuses two steps on one aggregate: the second could never win', async () => {
    const store = counters(db.mongo);
    const id = fresh();
    await expect(commit(db.mongo, [store.step(id, opened()), store.step(id, counted())])).rejects.toThrow(TypeError);
  });
});

/** Another writer that has changed the counter to 100 and not committed yet. */
async function holdWriteLock(id: string) {
  const session = db.mongo.connection.getClient().startSession();
  session.startTransaction({ writeConcern: { w: 'majority' } });
  await db.mongo
    .collection<{ _id: string; version: number; state: Counter }>('counters')
    .updateOne({ _id: id }, { $set: { 'state.count': 100 }, $inc: { version: 1 } }, { session });
  return {
    commit: async () => {
      await session.commitTransaction();
      await session.endSession();
    },
    abort: () => session.endSession(),
  };
}
