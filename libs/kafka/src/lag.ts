/** How far a member of a group is behind. */
export interface Lag {
  /** A message of this time is being worked on, and everything after it in its partition waits. */
  behind(topic: string, partition: number, timestamp: string): void;
  /** The partition holds nothing more. */
  caughtUp(topic: string, partition: number): void;
  /** The partitions are dealt out anew. */
  forget(): void;
  /**
   * The age of the oldest message that is known to wait, 0 when none does. A member that does not hear (Kafka is away, the
   * group is dealing) may be behind by as long as it has not heard, so that is said.
   */
  seconds(hears: boolean, now?: number): number;
}

export function lag(begun = Date.now()): Lag {
  const waiting = new Map<string, number>();
  let heardAt = begun;
  return {
    behind: (topic, partition, timestamp) => void waiting.set(`${topic}/${partition}`, Number(timestamp)),
    caughtUp: (topic, partition) => void waiting.delete(`${topic}/${partition}`),
    forget: () => waiting.clear(),
    seconds: (hears, now = Date.now()) => {
      if (hears) heardAt = now;
      const oldest = Math.min(heardAt, ...waiting.values());
      return Math.max(0, now - oldest) / 1_000;
    },
  };
}
