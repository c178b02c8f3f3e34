import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { ensureTopics, publish, Undelivered } from '../src/index.ts';
import { log, newTopic, row, type Seen, sharedKafka, watch } from './given.ts';

const kafka = await sharedKafka();
const publisher = publish(kafka, log);
afterAll(() => publisher.close());

/** Each message once: a broker that is slow with a new topic may be sent a request again. */
const once = (seen: readonly Seen[]) => [...new Map(seen.map((one) => [one.headers.id, one])).values()];
const textOf = ({ value }: { value: Buffer | null }) => value?.toString();

test('rows arrive with key, headers and traceparent, one workspace in order on one partition', async () => {
  const topic = newTopic();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const rows = Array.from({ length: 40 }, (_, n) =>
    row(topic, n, { key: `ws_${n % 4}`, traceparent: n ? '' : traceparent }),
  );
  await publisher.send(rows);

  const { seen, stop } = await watch(kafka, topic);
  await eventually(() => expect(once(seen)).toHaveLength(40));
  await stop();
  for (const key of ['ws_0', 'ws_1', 'ws_2', 'ws_3']) {
    const mine = once(seen).filter((message) => message.key === key);
    expect(mine.map(textOf)).toEqual(rows.filter((one) => one.key === key).map((one) => one.value.toString()));
    expect(new Set(mine.map(({ partition }) => partition)).size).toBe(1);
  }
  expect(seen.find(({ headers }) => headers.id === 'evt_0')?.headers).toEqual({
    id: 'evt_0',
    type: 'Noted',
    traceparent,
  });
  expect(seen.find(({ headers }) => headers.id === 'evt_1')?.headers).toEqual({ id: 'evt_1', type: 'Noted' });
});

test('a topic that is missing is created, with its dead letters and 30 days of memory', async () => {
  const topic = newTopic();
  await publisher.send([row(topic, 1)]);

  const admin = kafka.admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic, `${topic}.dead`] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: 2, name: topic, configNames: ['retention.ms', 'compression.type'] }],
  });
  await admin.disconnect();
  expect(Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual({
    [topic]: 3,
    [`${topic}.dead`]: 1,
  });
  const values = resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]);
  expect(Object.fromEntries(values ?? [])).toEqual({
    'retention.ms': '2592000000',
    'compression.type': 'uncompressed',
  });
});

test('making sure of topics twice, and twice at once, is harmless', async () => {
  const topic = newTopic();
  await Promise.all([ensureTopics(kafka, [topic]), ensureTopics(kafka, [topic]), ensureTopics(kafka, [topic, topic])]);
  await ensureTopics(kafka, [topic], { partitions: 9 });
  await publisher.send([row(topic, 1)]);
});

test('a deleted topic breaks only itself, and comes back (kafkajs #1622)', async () => {
  const [kept, deleted] = [newTopic(), newTopic()];
  await publisher.send([row(kept, 1), row(deleted, 1)]);
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [deleted] });
  // The broker answers before it has done it: what it took until then would go with the topic.
  await eventually(async () => expect(await admin.listTopics()).not.toContain(deleted));
  await admin.disconnect();

  await publisher.send([row(kept, 2)]);
  await eventually(() => publisher.send([row(deleted, 2), row(kept, 3)]).then(() => true));

  const one = await watch(kafka, kept);
  const two = await watch(kafka, deleted);
  await eventually(() =>
    expect(one.seen.map(({ headers }) => headers.id)).toEqual(expect.arrayContaining(['evt_1', 'evt_2', 'evt_3'])),
  );
  await eventually(() => expect(two.seen.map(({ headers }) => headers.id)).toContain('evt_2'));
  await Promise.all([one.stop(), two.stop()]);
});

test('a topic that refuses does not hold up the others; what is left is named', async () => {
  const good = newTopic();
  const sent = publisher.send([row('not a topic name', 1), row(good, 1), row('not a topic name', 2)]);
  const undelivered = await sent.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(undelivered).toBeInstanceOf(Undelivered);
  expect((undelivered as Undelivered).rows.map(({ _id, topic }) => `${topic}/${_id}`)).toEqual([
    'not a topic name/evt_1',
    'not a topic name/evt_2',
  ]);
  const { seen, stop } = await watch(kafka, good);
  await eventually(() => expect(seen).toHaveLength(1));
  await stop();
});

test('a row of 2 MiB goes to the dead letters; its neighbours arrive', async () => {
  const topic = newTopic();
  await publisher.send([row(topic, 1), row(topic, 2, { value: Buffer.alloc(2 * 1024 * 1024, 'x') }), row(topic, 3)]);

  const live = await watch(kafka, topic);
  const dead = await watch(kafka, `${topic}.dead`);
  await eventually(() => expect(live.seen.map(({ headers }) => headers.id)).toEqual(['evt_1', 'evt_3']));
  await eventually(() => expect(dead.seen).toHaveLength(1));
  await Promise.all([live.stop(), dead.stop()]);
  expect(dead.seen[0]?.headers).toMatchObject({ id: 'evt_2', 'dead-reason': 'TOO_LARGE', 'dead-bytes': '2097152' });
  expect(dead.seen[0]?.value).toHaveLength(2 * 1024 * 1024);
});
