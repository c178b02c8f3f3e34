import { connect, type Socket } from 'node:net';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, expect, jest, test } from '@jest/globals';
import { DAY } from '@platform/kernel';
import { captureLog, eventually, servers, uniqueName } from '@platform/testing';
import kafkajs from 'kafkajs';
import { usualConsumeTiming } from '../src/consume.ts';
import { ensureTopics, type Kafka, publish } from '../src/index.ts';
import { captured, gate, listen, log, type Note, newTopic, noted, row, sharedKafka, shout } from './given.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const kafka = await sharedKafka();
const publisher = publish(kafka, log);
afterAll(() => publisher.close());

const admin = kafka.admin();
await admin.connect();
afterAll(() => admin.disconnect());

test('an idle consumer sets a handful of timers a second, not a thousand per connection (kafkajs #1751)', async () => {
  const topic = newTopic();
  const ears = await listen(kafka, topic, { Noted: async () => {} }, { timing: { fetchWaitMs: 400 } });
  await eventually(() => ears.healthy());
  await ears.settle();

  const timers = jest.spyOn(globalThis, 'setTimeout');
  const began = performance.now();
  await eventually(() => performance.now() - began > 1_000);
  const perSecond = timers.mock.calls.length / ((performance.now() - began) / 1_000);
  timers.mockRestore();
  await ears.stop();
  expect(perSecond).toBeLessThan(60);
});

/** A client that counts the heartbeats which its groups have answered. */
function countingBeats() {
  let beats = 0;
  const consumer: Kafka['consumer'] = (options) => {
    const made = kafka.consumer(options);
    made.on(made.events.HEARTBEAT, () => {
      beats += 1;
    });
    return made;
  };
  const client: Kafka = Object.create(kafka, { consumer: { value: consumer } });
  const more = async () => {
    const before = beats;
    await eventually(() => expect(beats).toBeGreaterThan(before + 2));
  };
  return { client, more };
}

test('the group is told that a member lives several times in each session', () => {
  expect(usualConsumeTiming.sessionMs / usualConsumeTiming.heartbeatMs).toBeGreaterThanOrEqual(3);
});

test('heartbeats go on while a handler works, so that one that outlives the session is heard once', async () => {
  const topic = newTopic();
  const group = `test.${uniqueName('long')}`;
  const { client, more } = countingBeats();
  const heard: number[] = [];
  const finish = gate();
  const on = {
    Noted: async ({ n }: Note) => {
      heard.push(n);
      await finish.opened;
    },
  };
  const ears = await listen(client, topic, on, { group, timing: { heartbeatMs: 100 } });
  await publisher.send([row(topic, 1)]);
  await eventually(() => expect(heard).toEqual([1]));

  await more();
  const { groups } = await admin.describeGroups([group]);
  expect(groups[0]?.members).toHaveLength(1);
  expect(ears.healthy()).toBe(true);
  finish.open();
  await ears.settle();
  expect(heard).toEqual([1]);
  await ears.stop();
});

test('heartbeats go on while a failing handler waits for its next attempt', async () => {
  const topic = newTopic();
  const group = `test.${uniqueName('patient')}`;
  const { client, more } = countingBeats();
  const heard: number[] = [];
  const failing = {
    Noted: async ({ n }: Note) => {
      heard.push(n);
      throw new Error('once');
    },
  };
  const timing = { heartbeatMs: 100, firstBackoffMs: DAY, mostBackoffMs: DAY };
  const ears = await listen(client, topic, failing, { group, timing });
  await publisher.send([row(topic, 1)]);
  await eventually(() => expect(heard).toEqual([1]));

  await more();
  const { groups } = await admin.describeGroups([group]);
  expect(groups[0]?.state).toBe('Stable');
  expect(ears.healthy()).toBe(true);
  await ears.stop();
  const again = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) }, { group });
  await again.settle();
  expect(heard).toEqual([1, 1]);
  await again.stop();
});

const without = CompressionCodecs[CompressionTypes.ZSTD];
const zstd = () => ({
  compress: async ({ buffer }: { buffer: Buffer }) => zstdCompressSync(buffer),
  decompress: async (buffer: Buffer) => zstdDecompressSync(buffer),
});

/** Sends one message as a batch that kafkajs cannot read, not even while it is being sent: its consumers share our codecs. */
async function shoutZstd(topic: string, value: string): Promise<void> {
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({ ...zstd(), decompress: async () => without?.() });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, compression: CompressionTypes.ZSTD, messages: [{ key: 'ws_1', value }] });
  await producer.disconnect();
  CompressionCodecs[CompressionTypes.ZSTD] = without;
}

test('a batch that kafkajs cannot read is unpacked by the broker, on topics of our making', async () => {
  const topic = newTopic();
  await ensureTopics(kafka, [topic]);
  await shoutZstd(topic, noted(1));
  const heard: number[] = [];
  const ears = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) });
  await ears.settle();
  expect(heard).toEqual([1]);
  await ears.stop();
});

test('a crash after which kafkajs gives up: the consumer is rebuilt until it hears again', async () => {
  const topic = newTopic();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }, { topic: `${topic}.dead` }] });
  const heard: number[] = [];
  // A crashed member that could not say good-bye holds its partitions for as long as its session lasts.
  const timing = { sessionMs: 6_000 };
  const ears = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) }, { timing });
  await shout(kafka, topic, [{ key: 'ws_1', value: noted(1) }]);
  await ears.settle();

  const rebuilt = () => captured.lines().filter(({ msg }) => msg === 'consumer is down; it will be rebuilt').length;
  const before = rebuilt();
  await shoutZstd(topic, noted(2));
  await eventually(() => expect(rebuilt()).toBeGreaterThan(before + 1), { within: 60_000 });
  expect(heard).toEqual([1]);

  CompressionCodecs[CompressionTypes.ZSTD] = zstd;
  await ears.settle();
  expect(heard).toEqual([1, 2]);
  expect(ears.healthy()).toBe(true);
  await ears.stop();
  CompressionCodecs[CompressionTypes.ZSTD] = without;
});

/** A client whose connections go deaf on demand: they stay open, but what the broker answers never arrives. */
function deafeningKafka(brokers: string[]) {
  const open = new Set<Socket>();
  const client = new kafkajs.Kafka({
    brokers,
    clientId: 'kafka-test',
    // Without the watchdog nothing would end a fetch before the test has given up.
    requestTimeout: 60_000,
    logLevel: kafkajs.logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      open.add(socket);
      return socket;
    },
  });
  const each = (act: (socket: Socket) => unknown) => () => {
    for (const socket of open) act(socket);
  };
  return { client, deafen: each((socket) => socket.pause()), drop: each((socket) => socket.destroy()) };
}

test('a consumer whose fetch never returns is rebuilt by the watchdog; it joins again and hears', async () => {
  const topic = newTopic();
  await ensureTopics(kafka, [topic]);
  const { client, deafen, drop } = deafeningKafka((await servers()).brokers.split(','));
  const said = captureLog();
  const heard: number[] = [];
  const timing = { sessionMs: 2_000, watchdogMs: 1_000, leaveMs: 200 };
  const on = { Noted: async ({ n }: Note) => void heard.push(n) };
  const ears = await listen(client, topic, on, { log: said.log, timing });
  await publisher.send([row(topic, 1)]);
  await eventually(() => expect(heard).toContain(1));

  const silent = () => said.text().split('no sign of life for 1000 ms').length;
  const before = silent();
  deafen();
  await eventually(() => expect(silent()).toBeGreaterThan(before));
  await publisher.send([row(topic, 2)]);
  await eventually(() => expect(heard).toContain(2));
  await eventually(() => ears.healthy());
  await ears.stop();
  drop();
});

test('who waits for the place of a member that has fallen silent is not taken for silent himself', async () => {
  const topic = newTopic();
  const group = `test.${uniqueName('place')}`;
  await ensureTopics(kafka, [topic]);
  const { client, deafen, drop } = deafeningKafka((await servers()).brokers.split(','));
  const silent = client.consumer({ groupId: group, sessionTimeout: 5_000, heartbeatInterval: 500 });
  await silent.connect();
  await silent.subscribe({ topics: [topic] });
  await silent.run({ eachMessage: async () => {} });
  deafen();

  const said = captureLog();
  const heard: number[] = [];
  const on = { Noted: async ({ n }: Note) => void heard.push(n) };
  const ears = await listen(kafka, topic, on, { group, log: said.log, timing: { watchdogMs: 2_000 } });
  await publisher.send([row(topic, 1)]);
  await eventually(() => expect(heard).toEqual([1]), { within: 60_000 });
  expect(said.text()).not.toContain('no sign of life');
  await ears.stop();
  drop();
});

/** A client whose consumers can be made to say that they join anew, without doing so. */
function rejoiningKafka() {
  const rejoin: (() => void)[] = [];
  const consumer: Kafka['consumer'] = (options) => {
    const made = kafka.consumer(options);
    const on: typeof made.on = (name, listener) => {
      if (name === made.events.REBALANCING) rejoin.push(listener as () => void);
      return made.on(name, listener);
    };
    return { ...made, on };
  };
  const client: Kafka = Object.create(kafka, { consumer: { value: consumer } });
  return { client, rejoin: () => rejoin.map((say) => say()) };
}

test('a member that was told to join anew, could not, and is still known is well again with its next heartbeat', async () => {
  const topic = newTopic();
  const { client, rejoin } = rejoiningKafka();
  const ears = await listen(client, topic, { Noted: async () => {} }, { timing: { heartbeatMs: 200 } });
  await eventually(() => ears.healthy());
  expect(rejoin()).toHaveLength(1);
  expect(ears.healthy()).toBe(false);
  await eventually(() => expect(ears.healthy()).toBe(true));
  await ears.stop();
});

test('a topic that is deleted under a consumer is made again and heard again; its other topics go on', async () => {
  const [kept, deleted] = [newTopic(), newTopic()];
  const heard: string[] = [];
  const on = { Noted: async ({ id }: Note) => void heard.push(id) };
  const ears = await listen(kafka, kept, on, { topicsOf: () => [kept, deleted] });
  await publisher.send([row(kept, 1), row(deleted, 2)]);
  await ears.settle();
  await admin.deleteTopics({ topics: [deleted] });

  await publisher.send([row(kept, 3)]);
  await eventually(() => expect(heard).toContain('evt_3'));
  await eventually(() => publisher.send([row(deleted, 4)]).then(() => true));
  await eventually(() => expect(heard).toContain('evt_4'));
  await ears.stop();
});
