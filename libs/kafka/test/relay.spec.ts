import { expect, test } from '@jest/globals';
import { DAY, refuse } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';
import { captureLog, eventually } from '@platform/testing';
import { type OutboxRow, type OwedRows, startRelay, Undelivered } from '../src/index.ts';
import { usualTiming } from '../src/relay-channel.ts';
import { gate, log } from './given.ts';
import { ids, ofAggregate, relaying } from './relaying.ts';

interface Lease {
  readonly owner: string;
  readonly until: Date;
}

const { db, start, owe } = await relaying();
/** It never looks without having been told. */
const never = { pollMs: DAY, idleMs: DAY };

test('what is committed is delivered in order, once, and then not owed any more', async () => {
  const delivered: string[] = [];
  const relay = start({ deliver: { kafka: async (rows) => void delivered.push(...ids(rows)) } });
  await owe(ofAggregate('a', [1, 2]));
  await owe(ofAggregate('a', [3]));
  await relay.settle();
  expect(delivered).toEqual(['a-1', 'a-2', 'a-3']);
  expect(await relay.oldestUnsentAgeSeconds()).toBe(0);
  expect(await db.mongo.outbox.unsent('kafka', 10)).toEqual([]);
});

test('a commit wakes the relay; it does not wait for the next poll', async () => {
  const delivered: string[] = [];
  const relay = start({
    deliver: { kafka: async (rows) => void delivered.push(...ids(rows)) },
    timing: never,
  });
  await relay.settle();
  await owe(ofAggregate('a', [1]));
  await eventually(() => expect(delivered).toEqual(['a-1']));
});

/** A database whose outbox counts by channel how often one looks whether it owes something, reads it, asks for the lease, gives it back. */
function counted() {
  const none = () => ({ kafka: 0, facts: 0 });
  const counts = { looks: none(), reads: none(), asked: none(), back: none() };
  const { outbox } = db.mongo;
  const counting: OwedRows = {
    ...outbox,
    oldestUnsent: (channel) => {
      counts.looks[channel] += 1;
      return outbox.oldestUnsent(channel);
    },
    unsent: (channel, limit) => {
      counts.reads[channel] += 1;
      return outbox.unsent(channel, limit);
    },
    lease: (channel, owner, milliseconds) => {
      counts.asked[channel] += 1;
      return outbox.lease(channel, owner, milliseconds);
    },
    release: (channel, owner) => {
      counts.back[channel] += 1;
      return outbox.release(channel, owner);
    },
  };
  return { ...counts, mongo: { outbox: counting, onCommit: db.mongo.onCommit } };
}

test('it reads once for each commit: not once more when all of it has left', async () => {
  const { looks, reads, mongo } = counted();
  start({ mongo, deliver: { kafka: async () => {} }, timing: never });
  await eventually(() => expect(looks.kafka).toBe(1));
  for (const n of [1, 2, 3]) {
    await owe(ofAggregate('a', [n]));
    await eventually(async () => expect(await db.mongo.outbox.unsent('kafka', 10)).toEqual([]));
  }
  expect(reads.kafka).toBe(3);
});

test('facts are left to whoever committed them; it looks once for many, when those that were left behind are due', async () => {
  const { looks, reads, mongo } = counted();
  const delivered: string[] = [];
  const facts = async (rows: readonly OutboxRow[]) => void delivered.push(...ids(rows));
  const graceMs = 2_000;
  start({ mongo, deliver: { facts }, timing: { ...never, graceMs } });
  await eventually(() => expect(looks.facts).toBe(1));
  const [began, now] = [performance.now(), Date.now()];
  // When the bell of the first one rings, the second one is not due yet.
  for (const [n, afterMs] of [
    [1, 0],
    [2, 500],
    [3, 500],
  ] as const)
    await owe(ofAggregate('a', [n], { channel: 'facts', created_at: new Date(now + afterMs) }));
  await db.mongo.outbox.markSent(['a-1', 'a-3']);
  await eventually(() => expect(delivered).toEqual(['a-2']));
  expect(performance.now() - began).toBeGreaterThanOrEqual(graceMs);
  expect([looks.facts, reads.facts]).toEqual([2, 2]);
});

/** Whose lease it is, if it is anybody's. */
const holder = async () =>
  (await db.mongo.collection<Lease>('leases').findOne({ until: { $gt: new Date() } }))?.owner ?? 'nobody';

test('who owes nothing takes no lease to see it', async () => {
  const { looks, asked, mongo } = counted();
  start({ mongo, deliver: { kafka: async () => {} }, timing: { idleMs: 20 } });
  await eventually(() => expect(looks.kafka).toBeGreaterThan(5));
  expect(asked.kafka).toBe(0);
});

test('who has delivered everything gives its lease back, so that another process delivers what it commits itself', async () => {
  const delivered: string[] = [];
  const by = (name: string) => async (rows: readonly OutboxRow[]) =>
    void delivered.push(...ids(rows).map((id) => `${name}: ${id}`));
  start({ owner: 'first', deliver: { kafka: by('first') }, timing: { ...never, leaseMs: 300 } });
  await owe(ofAggregate('a', [1]));
  await eventually(() => expect(delivered).toEqual(['first: a-1']));
  await eventually(async () => expect(await holder()).toBe('nobody'));

  const other = await db.connect();
  start({ mongo: other, owner: 'second', deliver: { kafka: by('second') }, timing: { ...never, leaseMs: 300 } });
  await owe(ofAggregate('a', [2]), other);
  await eventually(() => expect(delivered).toEqual(['first: a-1', 'second: a-2']));
});

test('who could not deliver keeps its lease: what may still arrive of it must not come after what others send', async () => {
  const { back, mongo } = counted();
  let tries = 0;
  const kafka = async () => {
    tries += 1;
    if (tries < 5) throw refuse('DEPENDENCY_UNAVAILABLE');
  };
  // The time after which it would give it back passes several times before it tries again.
  start({ mongo, deliver: { kafka }, timing: { ...never, leaseMs: 60, firstBackoffMs: 200, mostBackoffMs: 200 } });
  await owe(ofAggregate('a', [1]));
  await eventually(() => expect(tries).toBe(4));
  expect(back.kafka).toBe(0);
  await eventually(() => expect(back.kafka).toBe(1));
  expect(tries).toBe(5);
});

test('a lease that was given back in vain ends by itself, and its late end ends no later one', async () => {
  const { outbox, onCommit } = db.mongo;
  const late: (() => Promise<void>)[] = [];
  const unheard: OwedRows = {
    ...outbox,
    release: (channel, owner) => {
      if (late.length > 0) return outbox.release(channel, owner);
      late.push(() => outbox.release(channel, owner));
      return Promise.reject(refuse('DEPENDENCY_UNAVAILABLE'));
    },
  };
  const delivered: string[] = [];
  const [begun, arrive] = [gate(), gate()];
  const kafka = async (rows: readonly OutboxRow[]) => {
    delivered.push(...ids(rows));
    if (late.length === 0) return;
    begun.open();
    await arrive.opened;
  };
  start({
    mongo: { outbox: unheard, onCommit },
    deliver: { kafka },
    timing: { leaseMs: 300, pollMs: 20, idleMs: DAY },
  });
  await owe(ofAggregate('a', [1]));
  await eventually(() => expect(late).toHaveLength(1));
  await owe(ofAggregate('a', [2]));
  await begun.opened;
  await late[0]?.();
  const leases = await db.mongo.collection<Lease>('leases').find().toArray();
  arrive.open();
  expect(leases).toHaveLength(1);
  expect(delivered).toEqual(['a-1', 'a-2']);
});

test('rows that a process left behind that died are found within three seconds', async () => {
  expect(usualTiming.idleMs + usualTiming.pollMs).toBeLessThanOrEqual(3_000);
  const delivered: string[] = [];
  const relay = start({ deliver: { kafka: async (rows) => void delivered.push(...ids(rows)) } });
  await relay.settle();
  await owe(ofAggregate('a', [1]), await db.connect());
  await eventually(() => expect(delivered).toEqual(['a-1']));
});

test('a delivery that fails is repeated until it succeeds, in order; nothing overtakes', async () => {
  const delivered: string[] = [];
  let failures = 0;
  const kafka = async (rows: readonly OutboxRow[]) => {
    if (failures++ < 4) throw new Error('not now');
    delivered.push(...ids(rows));
  };
  const relay = start({ deliver: { kafka }, timing: { firstBackoffMs: 5, mostBackoffMs: 20 } });
  await owe(ofAggregate('a', [1]));
  await owe(ofAggregate('a', [2, 3]));
  await relay.settle();
  expect(delivered).toEqual(['a-1', 'a-2', 'a-3']);
});

test('what did arrive of a failed delivery is not sent again', async () => {
  const delivered: string[] = [];
  let first = true;
  const kafka = async (rows: readonly OutboxRow[]) => {
    const left = first ? rows.filter(({ aggregate }) => aggregate === 'b') : [];
    first = false;
    delivered.push(...ids(rows.filter((one) => !left.includes(one))));
    if (left.length > 0) throw new Undelivered(left, new Error('no'));
  };
  await owe([...ofAggregate('a', [1, 2]), ...ofAggregate('b', [1, 2])]);
  await start({ deliver: { kafka }, timing: { firstBackoffMs: 5 } }).settle();
  expect(delivered).toEqual(['a-1', 'a-2', 'b-1', 'b-2']);
});

test('a target that is away is asked once per round, not once per aggregate, and less and less often', async () => {
  const calls: number[] = [];
  const kafka = async (rows: readonly OutboxRow[]) => {
    calls.push(rows.length);
    if (calls.length < 4) throw refuse('DEPENDENCY_UNAVAILABLE');
  };
  await owe([...ofAggregate('a', [1]), ...ofAggregate('b', [1]), ...ofAggregate('c', [1])]);
  await start({ deliver: { kafka }, timing: { firstBackoffMs: 5, mostBackoffMs: 20 } }).settle();
  expect(calls).toEqual([3, 3, 3, 3]);
});

test('of two processes one delivers; nothing is delivered twice', async () => {
  const delivered: string[] = [];
  const by = new Set<string>();
  const process = (name: string, mongo: Mongo) =>
    start({
      mongo,
      timing: { leaseMs: DAY },
      deliver: {
        kafka: async (rows) => {
          by.add(name);
          delivered.push(...ids(rows));
        },
      },
    });
  const one = process('one', db.mongo);
  const two = process('two', await db.connect());
  for (const n of [1, 2, 3, 4, 5]) await owe([...ofAggregate('a', [n]), ...ofAggregate('b', [n])]);
  await Promise.all([one.settle(), two.settle()]);
  expect([...delivered].sort()).toEqual(['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'b-1', 'b-2', 'b-3', 'b-4', 'b-5']);
  expect(by.size).toBe(1);
});

test('when the holder stops, the other takes over at once; when it dies, once its lease has run out', async () => {
  const delivered: string[] = [];
  const deliver = { kafka: async (rows: readonly OutboxRow[]) => void delivered.push(...ids(rows)) };
  const first = startRelay({ mongo: db.mongo, owner: 'first', log, deliver, timing: { leaseMs: DAY } });
  await owe(ofAggregate('a', [1]));
  await first.settle();
  const second = start({ mongo: await db.connect(), deliver, timing: { pollMs: 50 } });
  await first.stop();
  await owe(ofAggregate('a', [2]));
  await eventually(() => expect(delivered).toEqual(['a-1', 'a-2']));
  await second.stop();

  const began = performance.now();
  expect(await db.mongo.outbox.lease('kafka', 'dead', 600)).toBe(true);
  const third = start({ deliver, timing: { pollMs: 50 } });
  await owe(ofAggregate('a', [3]));
  await third.settle();
  expect(performance.now() - began).toBeGreaterThan(550);
  expect(delivered).toEqual(['a-1', 'a-2', 'a-3']);
});

test('a delivery may take longer than the lease: it is kept', async () => {
  const leaseMs = 300;
  const delivered: string[] = [];
  const [begun, arrive] = [gate(), gate()];
  const kafka = async (rows: readonly OutboxRow[]) => {
    begun.open();
    await arrive.opened;
    delivered.push(...ids(rows));
  };
  const slow = start({ owner: 'slow', timing: { leaseMs }, deliver: { kafka } });
  const until = async () =>
    (await db.mongo.collection<Lease>('leases').findOne({ owner: 'slow' }))?.until.getTime() ?? 0;
  await owe(ofAggregate('a', [1]));
  await begun.opened;
  const first = await until();
  await eventually(async () => expect(await until()).toBeGreaterThan(first + 2 * leaseMs));
  expect(delivered).toEqual([]);
  arrive.open();
  await slow.settle();
  expect(delivered).toEqual(['a-1']);
});

test('a holder that stood still for longer than its lease does not send what it had read', async () => {
  const { outbox, onCommit } = db.mongo;
  const said = captureLog();
  const delivered: string[] = [];
  const reading = gate();
  const awake = gate();
  let asked = 0;
  const standingStill: OwedRows = {
    ...outbox,
    unsent: async (...given) => {
      const rows = await outbox.unsent(...given);
      reading.open();
      await awake.opened;
      return rows;
    },
    lease: async (...given) => {
      asked += 1;
      if (asked > 1) await awake.opened;
      return outbox.lease(...given);
    },
  };
  await owe(ofAggregate('a', [1]));
  start({
    mongo: { outbox: standingStill, onCommit },
    owner: 'sleeper',
    log: said.log,
    timing: { leaseMs: 300 },
    deliver: { kafka: async (rows) => void delivered.push(...ids(rows)) },
  });
  await reading.opened;
  await eventually(async () => expect(await outbox.lease('kafka', 'rival', DAY)).toBe(true));
  awake.open();
  await eventually(() => expect(said.text()).toContain('relay lost the lease'));
  expect(delivered).toEqual([]);
});

test('a channel is relayed only where somebody delivers it; facts are left to their caller for a second', async () => {
  const facts: string[] = [];
  await owe(ofAggregate('k', [1]));
  const relay = start({ deliver: { facts: async (rows) => void facts.push(...ids(rows)) } });
  const confirmed = { channel: 'facts', created_at: new Date(Date.now() + DAY) } as const;
  await owe(ofAggregate('caller', [1], confirmed));
  const left = { channel: 'facts', created_at: new Date() } as const;
  await owe(ofAggregate('left', [1], left));
  await eventually(() => expect(facts).toEqual(['left-1']));
  expect(Date.now() - left.created_at.getTime()).toBeGreaterThanOrEqual(1_000);
  // It is marked as sent after it was delivered.
  await eventually(async () => expect(ids(await db.mongo.outbox.unsent('facts', 10))).toEqual(['caller-1']));
  expect(await db.mongo.outbox.unsent('kafka', 10)).toHaveLength(1);

  await relay.settle();
  expect(facts).toEqual(['left-1', 'caller-1']);
});

test('MongoDB may refuse for a while; the relay goes on', async () => {
  const delivered: string[] = [];
  let refusals = 0;
  const { outbox, onCommit } = db.mongo;
  const unsent: typeof outbox.unsent = async (...given) => {
    if (refusals++ < 3) throw new Error('no primary');
    return outbox.unsent(...given);
  };
  await owe(ofAggregate('a', [1]));
  start({
    mongo: { outbox: { ...outbox, unsent }, onCommit },
    deliver: { kafka: async (rows) => void delivered.push(...ids(rows)) },
    timing: { firstBackoffMs: 5 },
  });
  await eventually(() => expect(delivered).toEqual(['a-1']));
  expect(refusals).toBeGreaterThan(3);
});
