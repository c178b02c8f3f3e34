import type { Admin, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { type DeadLetter, readDeadLetter, revived } from './dead-letter.ts';
import { topicSender } from './publish.ts';
import { bytesOf, requestsOf } from './requests.ts';
import { deadTopicOf, withAdmin } from './topics.ts';
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
  await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]).catch(() => {}));
  return found;
}

/** The dead letters of a topic that there are now, oldest first; none when there is no such topic. */
async function lettersOf(kafka: Kafka, admin: Admin, dead: string): Promise<readonly KafkaMessage[]> {
  if (!(await admin.listTopics()).includes(dead)) return [];
  const [{ low, high } = { low: '0', high: '0' }] = await admin.fetchTopicOffsets(dead);
  return BigInt(high) <= BigInt(low) ? [] : readAll(kafka, dead, BigInt(high));
}

/** What lies in the dead letters of a topic, oldest first. Changes nothing. */
export const listDeadLetters = ({
  kafka,
  topic,
}: Pick<ReplayOptions, 'kafka' | 'topic'>): Promise<readonly DeadLetter[]> =>
  withAdmin(kafka, async (admin) => (await lettersOf(kafka, admin, deadTopicOf(topic))).map(readDeadLetter));

/** Neighbours that share a fate, in order. */
function runsOf<T>(items: readonly T[], fateOf: (item: T) => boolean): readonly { fate: boolean; items: T[] }[] {
  const runs: { fate: boolean; items: T[] }[] = [];
  for (const item of items) {
    const fate = fateOf(item);
    const run = runs.at(-1);
    if (run?.fate === fate) run.items.push(item);
    else runs.push({ fate, items: [item] });
  }
  return runs;
}

/**
 * Sends dead letters back to their topic, as they were, for the group that gave up (which knows what it has had).
 * Afterwards `<topic>.dead` holds only those that were kept. Run one at a time per topic.
 *
 * It goes on request by request and takes from `<topic>.dead` what has arrived before it sends more: when it breaks off,
 * running it again sends at most one request twice.
 */
export async function replayDeadLetters({ kafka, topic, filter = () => true, log }: ReplayOptions): Promise<Replayed> {
  const dead = deadTopicOf(topic);
  const sender = topicSender(kafka);
  const goesBack = (letter: KafkaMessage) => letter.value !== null && filter(readDeadLetter(letter));

  const move = async (admin: Admin, letters: readonly KafkaMessage[], back: boolean): Promise<void> => {
    await sender.send(back ? topic : dead, back ? letters.map(revived) : letters);
    const offset = String(BigInt(letters.at(-1)?.offset ?? 0) + 1n);
    await admin.deleteTopicRecords({ topic: dead, partitions: [{ partition: 0, offset }] });
    if (back) for (const letter of letters) log.info({ ...readDeadLetter(letter) }, 'dead letter sent back');
  };
  const moveAll = async (admin: Admin): Promise<Replayed> => {
    const count = { replayed: 0, kept: 0 };
    for (const { fate, items } of runsOf(await lettersOf(kafka, admin, dead), goesBack)) {
      for (const request of requestsOf(items, bytesOf)) await move(admin, request, fate);
      count[fate ? 'replayed' : 'kept'] += items.length;
    }
    return count;
  };
  return withAdmin(kafka, moveAll).finally(sender.close);
}
