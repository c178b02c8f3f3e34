import type { Kafka } from 'kafkajs';
import { withAdmin } from './topics.ts';

/** Where a group goes on in one partition. */
export interface GroupPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Sends a group to these places of its topics, all at once. Raises unless every member of the group is gone.
 *
 * kafkajs' own setOffsets joins for each topic anew, and leaves only when a fetch of 5 s has come back.
 */
export async function placeGroup(kafka: Kafka, group: string, places: readonly GroupPlace[]): Promise<void> {
  if (places.length === 0) return;
  await mustBeEmpty(kafka, group);
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 20, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...new Set(places.map(({ topic }) => topic))], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // Before its first fetch kafkajs passes a commit over without a word.
      consumer.on(consumer.events.FETCH_START, () => consumer.commitOffsets([...places]).then(resolve, reject));
      // What it is given meanwhile is neither worked on nor committed.
      consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => {} }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function mustBeEmpty(kafka: Kafka, group: string): Promise<void> {
  const { groups } = await withAdmin(kafka, (admin) => admin.describeGroups([group]));
  const members = groups[0]?.members.length ?? 0;
  if (members > 0) throw new Error(`the group ${group} has ${members} members: it can be placed when all are gone`);
}
