import { afterAll, afterEach, expect, test } from '@jest/globals';
import { DAY, refuse } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { type Ears, ensureTopics, publish } from '../src/index.ts';
import { gate, listen, log, type Note, newTopic, noted, row, sharedKafka, watch } from './given.ts';

const kafka = await sharedKafka();
const publisher = publish(kafka, log);
afterAll(() => publisher.close());
const started: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});
const hear = async (...given: Parameters<typeof listen>): Promise<Ears> => {
  const ears = await listen(...given);
  started.push(ears);
  return ears;
};
const send = (topic: string, numbers: readonly number[], type = 'Noted') =>
  publisher.send(numbers.map((n) => row(topic, n, { type, value: Buffer.from(noted(n, type)) })));

test('a new group hears a topic from its beginning, in order, and passes over what it does not ask for', async () => {
  const topic = newTopic();
  await send(topic, [1, 2]);
  await send(topic, [3], 'Other');
  const heard: number[] = [];
  const ears = await hear(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) });
  await send(topic, [4]);
  await ears.settle();
  expect(heard).toEqual([1, 2, 4]);
  expect(ears.healthy()).toBe(true);
});

test('settling waits for everything that was published before, and for nothing on an empty topic', async () => {
  const topic = newTopic();
  const heard: number[] = [];
  const finish = gate();
  const ears = await hear(kafka, topic, {
    Noted: async ({ n }: Note) => {
      await finish.opened;
      heard.push(n);
    },
  });
  await ears.settle();
  await send(topic, [1, 2, 3]);
  let settled = false;
  const settling = ears.settle().then(() => {
    settled = true;
  });
  // Another group has asked for the same, heard all of it and committed it by then.
  const other = await hear(kafka, topic, { Noted: async () => {} });
  await other.settle();
  expect(settled).toBe(false);
  finish.open();
  await settling;
  expect(heard).toEqual([1, 2, 3]);
});

test('an offset is committed after the effect: what was under way at a stop is heard again, the rest is not', async () => {
  const topic = newTopic();
  const group = `test.again.${topic}`;
  const heard: number[] = [];
  let fails = true;
  const on = {
    Noted: async ({ n }: Note) => {
      heard.push(n);
      if (n === 2 && fails) throw refuse('DEPENDENCY_UNAVAILABLE');
    },
  };
  await send(topic, [1, 2, 3]);
  const first = await listen(kafka, topic, on, { group });
  await eventually(() => expect(heard).toContain(2));
  await first.stop();
  expect(heard).not.toContain(3);

  fails = false;
  heard.length = 0;
  const second = await hear(kafka, topic, on, { group });
  await second.settle();
  expect(heard).toEqual([2, 3]);
});

test('two members of a group share the work; when one leaves, the other does it all', async () => {
  const topic = newTopic();
  await ensureTopics(kafka, [topic]);
  const group = `test.shared.${topic}`;
  const heard: string[] = [];
  const member = (name: string) => ({ Noted: async ({ n }: Note) => void heard.push(`${name}${n}`) });
  const a = await listen(kafka, topic, member('a'), { group });
  const b = await hear(kafka, topic, member('b'), { group });
  await eventually(() => a.healthy() && b.healthy());
  const keys = Array.from({ length: 30 }, (_, n) => row(topic, n, { key: `ws_${n}` }));
  await publisher.send(keys);
  await a.settle();
  expect(new Set(heard.map((one) => one.slice(1))).size).toBe(30);

  await a.stop();
  heard.length = 0;
  await publisher.send(keys);
  await b.settle();
  expect(new Set(heard)).toEqual(new Set(keys.map((_, n) => `b${n}`)));
});

test('a handler that fails is repeated five times; then the message is a dead letter and the partition moves on', async () => {
  const topic = newTopic();
  const heard: number[] = [];
  const ears = await hear(kafka, topic, {
    Noted: async ({ n }: Note) => {
      heard.push(n);
      if (n === 2) throw new Error('cannot: ls-canary');
    },
  });
  await send(topic, [1, 2, 3]);
  await ears.settle();
  expect(heard).toEqual([1, 2, 2, 2, 2, 2, 2, 3]);

  const dead = await watch(kafka, `${topic}.dead`);
  started.push(dead);
  await eventually(() => expect(dead.seen).toHaveLength(1));
  expect(dead.seen[0]?.value?.toString()).toBe(noted(2));
  expect(dead.seen[0]?.headers).toMatchObject({
    id: 'evt_2',
    'dead-reason': 'HANDLER_FAILED',
    'dead-attempts': '6',
    'dead-service': 'test',
  });
});

test('a failure that passes within the attempts leaves no dead letter', async () => {
  const topic = newTopic();
  let attempts = 0;
  const ears = await hear(kafka, topic, {
    Noted: async () => {
      attempts += 1;
      if (attempts < 6) throw new Error('not yet');
    },
  });
  await send(topic, [1]);
  await ears.settle();
  expect(attempts).toBe(6);
  const admin = kafka.admin();
  await admin.connect();
  const [end] = await admin.fetchTopicOffsets(`${topic}.dead`);
  await admin.disconnect();
  expect(end?.high).toBe('0');
});

test('an outage is waited for, however long: nothing becomes a dead letter', async () => {
  const topic = newTopic();
  let attempts = 0;
  const heard: number[] = [];
  const ears = await hear(kafka, topic, {
    Noted: async ({ n }: Note) => {
      attempts += 1;
      if (attempts < 25) throw refuse('DEPENDENCY_UNAVAILABLE');
      heard.push(n);
    },
  });
  await send(topic, [1, 2]);
  await ears.settle();
  expect(heard).toEqual([1, 2]);
});

test('a handler that never ends counts as failed', async () => {
  const topic = newTopic();
  const ears = await hear(
    kafka,
    topic,
    { Noted: () => new Promise(() => {}) },
    { timing: { attemptMs: 20, retries: 1 } },
  );
  await send(topic, [1]);
  await ears.settle();
  const dead = await watch(kafka, `${topic}.dead`);
  started.push(dead);
  await eventually(() => expect(dead.seen[0]?.headers['dead-detail']).toContain('took longer than 20 ms'));
});

test('stopping in the middle of retries waits for none of them, and loses nothing', async () => {
  const topic = newTopic();
  const group = `test.stopped.${topic}`;
  const heard: number[] = [];
  const failing = {
    Noted: async ({ n }: Note) => {
      heard.push(n);
      throw new Error('no');
    },
  };
  const timing = { firstBackoffMs: DAY, mostBackoffMs: DAY, leaveMs: DAY };
  const ears = await listen(kafka, topic, failing, { group, timing });
  await send(topic, [1]);
  await eventually(() => expect(heard).toEqual([1]));
  await ears.stop();
  expect(ears.healthy()).toBe(false);
  await expect(ears.settle()).rejects.toThrow('stopped');

  const again = await hear(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) }, { group });
  await again.settle();
  expect(heard).toEqual([1, 1]);
});
