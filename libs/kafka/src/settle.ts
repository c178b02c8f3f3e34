import type { Admin } from 'kafkajs';
import { pause } from './waiting.ts';

type Ends = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

/** Where each partition that ever had a message ends now. */
async function endsOf(admin: Admin, topics: readonly string[]): Promise<Ends> {
  const ends = new Map<string, Map<number, bigint>>();
  for (const topic of topics) {
    const partitions = await admin.fetchTopicOffsets(topic);
    const filled = partitions.filter(({ low, high }) => BigInt(high) > BigInt(low));
    ends.set(topic, new Map(filled.map(({ partition, high }) => [partition, BigInt(high)])));
  }
  return ends;
}

/** Whether the group has committed everything up to these ends. */
async function reached(admin: Admin, groupId: string, ends: Ends): Promise<boolean> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...ends.keys()] });
  const at = new Map(
    committed.map(({ topic, partitions }) => [topic, new Map(partitions.map((p) => [p.partition, BigInt(p.offset)]))]),
  );
  return [...ends].every(([topic, partitions]) =>
    [...partitions].every(([partition, end]) => (at.get(topic)?.get(partition) ?? -1n) >= end),
  );
}

const pollMs = 20;
const awayMs = 200;

/** Resolves when the group has handled what the topics hold now. While Kafka is away it waits; the signal ends that. */
export async function groupSettled(
  open: () => Promise<Admin>,
  group: string,
  topics: readonly string[],
  stopped: AbortSignal,
): Promise<void> {
  let ends: Ends | undefined;
  while (!stopped.aborted) {
    try {
      const admin = await open();
      ends ??= await endsOf(admin, topics);
      if (await reached(admin, group, ends)) return;
      await pause(pollMs, stopped);
    } catch {
      // Kafka is away, a topic is not there yet or the group has no coordinator yet: all of that passes.
      await pause(awayMs, stopped);
    }
  }
  throw new Error(`${group} was stopped before it had settled`);
}
