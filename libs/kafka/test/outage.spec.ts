import { afterAll, expect, test } from '@jest/globals';
import { database, eventually } from '@platform/testing';
import { publish, startRelay } from '../src/index.ts';
import { listen, log, type Note, newTopic, ownKafka, row } from './given.ts';

const db = await database();
const { kafka, broker, freeze, thaw, drop } = await ownKafka();
afterAll(async () => {
  await drop();
  await db.drop();
});

/** Short, so that nobody waits for the session of a member that is gone. */
const timing = { sessionMs: 2_000, heartbeatMs: 300, watchdogMs: 1_000, leaveMs: 300 };
const topic = newTopic();
const heard: number[] = [];
const owe = (numbers: readonly number[]) =>
  db.mongo.transaction((session) =>
    db.mongo.outbox.add(
      numbers.map((n) => row(topic, n)),
      session,
    ),
  );

test('Kafka away, killed, back, frozen: nothing is lost, and everything goes on by itself', async () => {
  await broker.stop();
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo: db.mongo, owner: 'test', log, deliver: { kafka: publisher.send } });
  const ears = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) }, { timing });
  const everything = async (numbers: readonly number[]) => {
    await relay.settle();
    await ears.settle();
    expect(heard.filter((n, at) => heard.indexOf(n) === at)).toEqual(numbers);
  };

  await owe([1, 2]);
  expect(ears.healthy()).toBe(false);
  await broker.start();
  await everything([1, 2]);
  await eventually(() => ears.healthy());

  await broker.kill();
  await owe([3, 4]);
  await eventually(() => !ears.healthy(), { within: 60_000 });
  expect(await relay.oldestUnsentAgeSeconds()).toBeGreaterThan(0);
  await broker.start();
  await everything([1, 2, 3, 4]);

  freeze();
  await owe([5]);
  await eventually(() => !ears.healthy(), { within: 60_000 });
  thaw();
  await everything([1, 2, 3, 4, 5]);
  await eventually(() => ears.healthy(), { within: 60_000 });

  await Promise.all([relay.stop(), ears.stop(), publisher.close()]);
}, 300_000);

test('everything stops while Kafka is away', async () => {
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo: db.mongo, owner: 'test', log, deliver: { kafka: publisher.send } });
  const ears = await listen(kafka, topic, { Noted: async () => {} }, { timing });
  await eventually(() => ears.healthy(), { within: 60_000 });
  await broker.kill();
  await owe([6]);

  await Promise.all([relay.stop(), ears.stop(), publisher.close()]);
}, 300_000);
