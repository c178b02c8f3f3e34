import { ensureTopics, type Kafka } from '@platform/kafka';

type Offsets = readonly { readonly topic: string; readonly partitions: { partition: number; offset: string }[] }[];
type Admin = ReturnType<Kafka['admin']>;

async function asked<T>(kafka: Kafka, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

/** What this service hears. */
const heard = ['identity.user.v1', 'workspace.member.v1', 'licensing.subscription.v1', 'token.token.v1'] as const;

/** Where these topics end now. The server is shared: what lies before belongs to other tests. */
export async function endOf(kafka: Kafka): Promise<Offsets> {
  await ensureTopics(kafka, heard);
  return asked(kafka, (admin) =>
    Promise.all(
      heard.map(async (topic) => {
        const ends = await admin.fetchTopicOffsets(topic);
        return { topic, partitions: ends.map(({ partition, offset }) => ({ partition, offset })) };
      }),
    ),
  );
}

/** Lets a new consumer group begin there: joins it once, for all topics. */
export async function startFrom(kafka: Kafka, groupId: string, offsets: Offsets): Promise<void> {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: offsets.map(({ topic }) => topic), fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ autoCommit: false, eachBatch: async () => {} });
  await joined;
  await consumer.commitOffsets(
    offsets.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, ...partition }))),
  );
  await consumer.disconnect();
}
