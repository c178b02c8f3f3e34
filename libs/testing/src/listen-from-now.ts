import { type EventType, topicsOf } from '@platform/contracts';
import { ensureTopics, type Kafka, kafkaClient } from '@platform/kafka';
import { captureLog } from './capture-log.ts';
import { eventually } from './eventually.ts';

/** A topic that was made a moment ago has no leader yet: the broker is asked again. */
const endsOf = (admin: ReturnType<Kafka['admin']>, topic: string) =>
  eventually(() => admin.fetchTopicOffsets(topic), { within: 20_000 });

/**
 * Lets a consumer group that does not exist yet begin at the present end of its topics. The topics of the shared servers
 * hold whatever other tests have told; a service under test need not work through that first. Await it before the service
 * starts: what is told afterwards is heard.
 */
export async function listenFromNow(
  brokers: readonly string[],
  group: string,
  types: readonly EventType[],
): Promise<void> {
  const kafka = kafkaClient({ brokers, clientId: 'listen-from-now', log: captureLog().log });
  const topics = [...topicsOf(types)];
  await ensureTopics(kafka, topics);
  // Its end waits for the fetch under way: a short one, since there is nothing to wait for.
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const admin = kafka.admin();
  try {
    await Promise.all([admin.connect(), consumer.connect()]);
    const ends = await Promise.all(topics.map(async (topic) => ({ topic, ends: await endsOf(admin, topic) })));
    await consumer.subscribe({ topics });
    const joined = new Promise<void>((resolve) => void consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({ autoCommit: false, eachMessage: async () => {} });
    await joined;
    await consumer.commitOffsets(
      ends.flatMap(({ topic, ends: partitions }) =>
        partitions.map(({ partition, high }) => ({ topic, partition, offset: high })),
      ),
    );
  } finally {
    await Promise.all([admin.disconnect(), consumer.disconnect()]);
  }
}
