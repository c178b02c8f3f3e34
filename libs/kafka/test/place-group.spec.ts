import { afterAll, expect, test } from '@jest/globals';
import { eventually, uniqueName } from '@platform/testing';
import { ensureTopics, placeGroup, publish } from '../src/index.ts';
import { listen, log, type Note, newTopic, row, sharedKafka } from './given.ts';

const kafka = await sharedKafka();
const publisher = publish(kafka, log);
const admin = kafka.admin();
await admin.connect();
afterAll(() => Promise.all([publisher.close(), admin.disconnect()]));

/** Hears a topic as a member of a group until all is heard. */
async function hearing(topic: string, group: string) {
  const heard: number[] = [];
  const ears = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) }, { group });
  await ears.settle();
  return { heard, ears };
}

test('a group is placed in all its topics at once and goes on from there; not while somebody is in it', async () => {
  const group = `test.${uniqueName('placed')}`;
  const topics = [newTopic(), newTopic()];
  await ensureTopics(kafka, topics, { partitions: 1 });
  for (const topic of topics) await publisher.send([1, 2, 3].map((n) => row(topic, n)));
  const places = topics.map((topic) => ({ topic, partition: 0, offset: '1' }));

  const [topic = ''] = topics;
  const first = await hearing(topic, group);
  expect(first.heard).toEqual([1, 2, 3]);
  await expect(placeGroup(kafka, group, places)).rejects.toThrow(/has 1 members/);
  await first.ears.stop();

  await eventually(() => placeGroup(kafka, group, places));
  const placed = await admin.fetchOffsets({ groupId: group });
  expect(placed.map((each) => [each.topic, each.partitions[0]?.offset]).sort()).toEqual(
    topics.map((each) => [each, '1']).sort(),
  );
  const again = await hearing(topic, group);
  expect(again.heard).toEqual([2, 3]);
  await again.ears.stop();
});

test('without a place nothing is done', async () => {
  await placeGroup(kafka, `test.${uniqueName('nowhere')}`, []);
});
