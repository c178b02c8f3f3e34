import { afterAll, expect, test } from '@jest/globals';
import { eventually, uniqueName } from '@platform/testing';
import { ensureTopics, publish } from '../src/index.ts';
import { listen, log, type Note, newTopic, row, sharedKafka, shout } from './given.ts';

const kafka = await sharedKafka();
const publisher = publish(kafka, log);
const admin = kafka.admin();
await admin.connect();
afterAll(() => Promise.all([publisher.close(), admin.disconnect()]));

const send = (topic: string, numbers: readonly number[]) => publisher.send(numbers.map((n) => row(topic, n)));
const groups = async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId);

async function passer(topic: string) {
  const heard: number[] = [];
  const group = `test.${uniqueName('passing')}`;
  const ears = await listen(
    kafka,
    topic,
    { Noted: async ({ n }: Note) => void heard.push(n) },
    { group, passing: true },
  );
  await eventually(() => ears.healthy());
  return { ears, group, heard };
}

test('a passing group hears what is told from its start on, nothing older, and is gone after the stop', async () => {
  const topic = newTopic();
  await ensureTopics(kafka, [topic]);
  await send(topic, [1, 2]);
  const { ears, group, heard } = await passer(topic);
  await send(topic, [3]);
  await ears.settle();
  await send(topic, [4, 5]);
  await ears.settle();
  expect(heard).toEqual([3, 4, 5]);

  expect(await groups()).toContain(group);
  await ears.stop();
  expect(await groups()).not.toContain(group);
});

test('two passing groups each hear everything; what cannot be read is passed over and leaves no dead letter', async () => {
  const topic = newTopic();
  const [one, other] = await Promise.all([passer(topic), passer(topic)]);
  await shout(kafka, topic, [{ key: 'ws_1', value: 'garbage' }]);
  await send(topic, [1]);
  await Promise.all([one.ears.settle(), other.ears.settle()]);
  expect([one.heard, other.heard]).toEqual([[1], [1]]);
  const [end] = await admin.fetchTopicOffsets(`${topic}.dead`);
  expect(end?.high).toBe('0');
  await Promise.all([one.ears.stop(), other.ears.stop()]);
});
