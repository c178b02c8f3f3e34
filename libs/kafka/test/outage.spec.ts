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
  const ears = await listen(
    kafka,
    topic,
    { Noted: async ({ n }: Note) => void heard.push(n) },
    { timing: { watchdogMs: 3_000 } },
  );
  const everything = async (numbers: readonly number[]) => {
    await relay.settle();
    await ears.settle();
    expect(heard.filter((n, at) => heard.indexOf(n) === at)).toEqual(numbers);
  };

  await owe([1, 2]);
  expect(ears.healthy()).toBe(false);
  await broker.start();
  await everything([1, 2]);
  expect(ears.healthy()).toBe(true);

  await broker.kill();
  await owe([3, 4]);
  await eventually(() => !ears.healthy(), { within: 20_000 });
  expect(await relay.oldestUnsentAgeSeconds()).toBeGreaterThan(0);
  await broker.start();
  await everything([1, 2, 3, 4]);

  freeze();
  await owe([5]);
  await eventually(() => !ears.healthy(), { within: 20_000 });
  thaw();
  await everything([1, 2, 3, 4, 5]);
  await eventually(() => ears.healthy(), { within: 20_000 });

  await Promise.all([relay.stop(), ears.stop(), publisher.close()]);
}, 120_000);

test('everything stops while Kafka is away', async () => {
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo: db.mongo, owner: 'test', log, deliver: { kafka: publisher.send } });
  const ears = await listen(kafka, topic, { Noted: async () => {} });
  await eventually(() => ears.healthy(), { within: 20_000 });
  await broker.kill();
  await owe([6]);

  const began = performance.now();
  await Promise.all([relay.stop(), ears.stop(), publisher.close()]);
  expect(performance.now() - began).toBeLessThan(10_000);
}, 120_000);
