import { gauge } from '@platform/telemetry';
import type { Admin } from 'kafkajs';
import type { Lag } from './lag.ts';
import { deadTopicOf } from './topics.ts';

interface Watched {
  readonly group: string;
  readonly topics: readonly string[];
  readonly lag: Lag;
  readonly healthy: () => boolean;
  readonly openAdmin: () => Promise<Admin>;
}

/** What a member of a group tells about itself and about the dead letters of its topics. Gives the function that ends it. */
export function watchGroup({ group, topics, lag, healthy, openAdmin }: Watched): () => void {
  const ends = [
    gauge('consumer_lag_seconds', 'Age of the oldest event that waits for the group in this process.', () => [
      { labels: { group }, value: lag.seconds(healthy()) },
    ]),
    gauge('dead_letters_waiting', 'Dead letters that nobody has sent back or deleted yet.', () =>
      lettersOf(topics, openAdmin),
    ),
  ];
  return () => {
    for (const end of ends) end();
  };
}

async function lettersOf(topics: readonly string[], openAdmin: () => Promise<Admin>) {
  const admin = await openAdmin();
  return Promise.all(
    topics.map(async (topic) => {
      const partitions = await admin.fetchTopicOffsets(deadTopicOf(topic));
      const value = partitions.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
      return { labels: { topic }, value };
    }),
  );
}
