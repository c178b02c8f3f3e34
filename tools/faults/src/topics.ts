import { randomUUID } from 'node:crypto';
import { placeGroup } from '@platform/kafka';
import type { Kafka } from 'kafkajs';

/** One message as it lies on its topic. */
export interface Message {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Buffer[];
}

interface End {
  readonly topic: string;
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
}

/** Where each partition of these topics begins and ends now. */
async function endsOf(kafka: Kafka, wanted?: readonly string[]): Promise<readonly End[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = wanted ?? (await admin.listTopics()).filter((name) => !name.startsWith('__'));
    const ends = topics.map(async (topic) =>
      (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => ({
        topic,
        partition,
        low: BigInt(low),
        high: BigInt(high),
      })),
    );
    return (await Promise.all(ends)).flat();
  } finally {
    await admin.disconnect();
  }
}

/** Everything that lies on these topics (on all of them when none are named), with keys and headers. */
export async function everyMessage(kafka: Kafka, wanted?: readonly string[]): Promise<readonly Message[]> {
  const ends = (await endsOf(kafka, wanted)).filter(({ low, high }) => high > low);
  if (ends.length === 0) return [];
  const missing = new Map(ends.map(({ topic, partition, high }) => [`${topic}/${partition}`, high]));
  const messages: Message[] = [];
  const consumer = kafka.consumer({
    groupId: `reader-${randomUUID()}`,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...new Set(ends.map(({ topic }) => topic))], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const read = consumer.run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message: { key, value, headers = {}, offset } }) => {
          const place = `${topic}/${partition}`;
          const end = missing.get(place);
          if (end === undefined) return;
          const texts = Object.entries(headers).flatMap(([name, one]) => [name, ...[one ?? ''].flat()]);
          messages.push({ topic, key, value, headers: texts.map((text) => Buffer.from(text)) });
          if (BigInt(offset) + 1n >= end) missing.delete(place);
          if (missing.size === 0) resolve();
        },
      });
      read.catch(reject);
    });
    return messages;
  } finally {
    await consumer.disconnect();
  }
}

/** A group without an offset (-1) has the whole partition before it. */
function missed({ low, high }: End, offset: bigint): bigint {
  if (offset > low) return high - offset;
  return high - low;
}

/** How many messages each of these groups has not finished; undefined for a group that has not finished any. */
export async function lags(kafka: Kafka, groups: readonly string[]): Promise<ReadonlyMap<string, bigint | undefined>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map((await endsOf(kafka)).map((end) => [`${end.topic}/${end.partition}`, end]));
    const found = new Map<string, bigint | undefined>();
    for (const groupId of groups) {
      const places = (await admin.fetchOffsets({ groupId })).flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }) => ({ end: ends.get(`${topic}/${partition}`), offset: BigInt(offset) })),
      );
      const behind = places.map(({ end, offset }) => (end ? missed(end, offset) : 0n));
      found.set(groupId, places.length === 0 ? undefined : behind.reduce((sum, lag) => sum + lag, 0n));
    }
    return found;
  } finally {
    await admin.disconnect();
  }
}

/**
 * Sets a group back to the beginning of its topics, so that it hears everything again: what a kill between an effect and
 * the commit of its offset does to one message, done to all of them. Raises unless every member of the group is gone.
 */
export async function rewind(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.fetchOffsets({ groupId })).map(({ topic }) => topic);
    const ends = await endsOf(kafka, topics);
    const beginnings = ends.map(({ low, ...place }) => ({ ...place, offset: String(low) }));
    await placeGroup(kafka, groupId, beginnings);
  } finally {
    await admin.disconnect();
  }
}
