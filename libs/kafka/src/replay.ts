import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { type DeadLetter, readDeadLetter, revived } from './dead-letter.ts';
import { topicSender } from './publish.ts';
import { deadTopicOf, ensureTopics } from './topics.ts';
import type { Log } from './types.ts';

export interface ReplayOptions {
  readonly kafka: Kafka;
  /** The topic, without `.dead`. */
  readonly topic: string;
  /** Only these letters go back; the others stay. Default: all. */
  readonly filter?: (letter: DeadLetter) => boolean;
  readonly log: Log;
}

export interface Replayed {
  readonly replayed: number;
  readonly kept: number;
}

/** Everything that a topic of one partition holds up to `end`. */
async function readAll(kafka: Kafka, topic: string, end: bigint): Promise<readonly KafkaMessage[]> {
  const groupId = `dead-letters.replay.${topic}.${Date.now()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const found: KafkaMessage[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachBatch = async ({ batch }: EachBatchPayload) => {
        found.push(...batch.messages.filter(({ offset }) => BigInt(offset) < end));
        if (BigInt(batch.lastOffset()) >= end - 1n) resolve();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([groupId]).catch(() => {});
  await admin.disconnect();
  return found;
}

/** What lies in the dead letters of a topic, oldest first. Changes nothing. */
export async function listDeadLetters({
  kafka,
  topic,
}: Pick<ReplayOptions, 'kafka' | 'topic'>): Promise<readonly DeadLetter[]> {
  const dead = deadTopicOf(topic);
  const admin = kafka.admin();
  try {
    await admin.connect();
    if (!(await admin.listTopics()).includes(dead)) return [];
    const [{ low, high } = { low: '0', high: '0' }] = await admin.fetchTopicOffsets(dead);
    return BigInt(high) <= BigInt(low) ? [] : (await readAll(kafka, dead, BigInt(high))).map(readDeadLetter);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Sends dead letters back to their topic, as they were, for the group that gave up (its inbox knows what it has had).
 * Afterwards `<topic>.dead` holds only those that were kept. Run one at a time per topic.
 */
export async function replayDeadLetters({ kafka, topic, filter = () => true, log }: ReplayOptions): Promise<Replayed> {
  const dead = deadTopicOf(topic);
  await ensureTopics(kafka, [topic]);
  const admin = kafka.admin();
  const sender = topicSender(kafka);
  try {
    await admin.connect();
    const [{ low, high } = { low: '0', high: '0' }] = await admin.fetchTopicOffsets(dead);
    if (BigInt(high) <= BigInt(low)) return { replayed: 0, kept: 0 };

    const letters = await readAll(kafka, dead, BigInt(high));
    const back = letters.filter((letter) => letter.value !== null && filter(readDeadLetter(letter)));
    const kept = letters.filter((letter) => !back.includes(letter));
    if (back.length > 0) await sender.send(topic, back.map(revived));
    if (kept.length > 0) await sender.send(dead, kept);
    await admin.deleteTopicRecords({ topic: dead, partitions: [{ partition: 0, offset: high }] });
    for (const letter of back) log.info({ ...readDeadLetter(letter) }, 'dead letter sent back');
    return { replayed: back.length, kept: kept.length };
  } finally {
    await sender.close();
    await admin.disconnect();
  }
}
