import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import { pause } from './waiting.ts';

/** Messages whose value is larger are not worked on: they go to the dead letters. */
export const largestValueBytes = 1024 * 1024;
/** The broker takes more than we work on, so that what is too large becomes a dead letter and not a stuck sender. */
const largestBatchBytes = 4 * 1024 * 1024;
const largestLetterBytes = largestBatchBytes + 1024 * 1024;
/** A letter larger than this is put aside without its value. */
export const largestLetterValueBytes = largestBatchBytes - 64 * 1024;

const dayMs = 24 * 60 * 60 * 1000;

export const deadTopicOf = (topic: string): string => `${topic}.dead`;

export interface TopicOptions {
  /** Partitions of a new topic; an existing one keeps its own. Dead-letter topics have one. */
  readonly partitions?: number;
  /** Contract §4.6: 30 days. Dead letters are kept three times as long. */
  readonly retentionDays?: number;
}

/** Does some work with an admin client of its own. Rejects when Kafka is away. */
export const withAdmin = async <T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

/**
 * A topic as we want it. The broker stores batches uncompressed whatever the sender did: kafkajs cannot read snappy,
 * lz4 or zstd, and one such batch would stop a consumer for good.
 */
function topicConfig(topic: string, partitions: number, retentionDays: number, largestBytes: number): ITopicConfig {
  const config = {
    'retention.ms': String(retentionDays * dayMs),
    'max.message.bytes': String(largestBytes),
    'compression.type': 'uncompressed',
  };
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions: partitions, configEntries };
}

const leaderTries = 50;
const leaderWaitMs = 100;

/** A broker that is busy knows a new topic a moment later; until then kafkajs' own waiting fails with "does not host". */
async function haveLeaders(admin: Admin, topics: string[]): Promise<void> {
  for (let left = leaderTries; ; left -= 1) {
    try {
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(leaderWaitMs, new AbortController().signal);
    }
  }
}

/** Makes sure that the topics and their dead-letter topics exist. Those that exist stay as they are. Throws when Kafka is away. */
export async function ensureTopics(
  kafka: Kafka,
  names: readonly string[],
  { partitions = 3, retentionDays = 30 }: TopicOptions = {},
): Promise<void> {
  const wanted = [...new Set(names)].flatMap((name) => [
    topicConfig(name, partitions, retentionDays, largestBatchBytes),
    topicConfig(deadTopicOf(name), 1, 3 * retentionDays, largestLetterBytes),
  ]);
  await withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const topics = wanted.filter(({ topic }) => !existing.has(topic));
    if (topics.length === 0) return;
    await admin.createTopics({ topics, waitForLeaders: false });
    await haveLeaders(
      admin,
      topics.map(({ topic }) => topic),
    );
  });
}
