import type { Admin, Consumer, Kafka } from 'kafkajs';
import { withAdmin } from './topics.ts';
import { pause, within } from './waiting.ts';

/** Where somebody begins to listen. */
export interface Beginning {
  /** Notes where the topics end now, once: what is told from then on is heard. Rejects when Kafka is away. */
  note(topics: readonly string[]): Promise<void>;
  /** Sends a consumer that runs to these places; later sessions go on from what the group has committed. */
  apply(consumer: Consumer): void;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

const endsOf = async (admin: Admin, topics: readonly string[]): Promise<readonly Place[]> => {
  const ends = await Promise.all(
    topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
  );
  return ends.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, high }) => ({ topic, partition, offset: high })),
  );
};

/** kafkajs applies a place before the next fetch and commits it; the fetch after that one shows that all stand. */
const fetchesUntilPlaced = 2;

/** A group of one process: it begins at the present ends of its topics, and is gone when the process stops. */
export function passingGroup(kafka: Kafka, group: string): Beginning & { forget(): Promise<void> } {
  let places: readonly Place[] | undefined;
  let placed = false;
  return {
    note: async (topics) => {
      places ??= await withAdmin(kafka, (admin) => endsOf(admin, topics));
    },
    apply: (consumer) => {
      if (placed) return;
      let fetches = 0;
      consumer.on(consumer.events.FETCH, () => {
        fetches += 1;
        placed ||= fetches >= fetchesUntilPlaced;
      });
      for (const place of places ?? []) consumer.seek(place);
    },
    forget: () =>
      within(
        3_000,
        'forgetting the group',
        withAdmin(kafka, (admin) => deleted(admin, group)),
      ),
  };
}

const tries = 10;
const waitMs = 100;

/** The broker needs a moment until it knows that the last member has left. */
async function deleted(admin: Admin, group: string): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await admin.deleteGroups([group]);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(waitMs, new AbortController().signal);
    }
  }
}
