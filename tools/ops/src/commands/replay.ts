import { kafkaClient, listDeadLetters, replayDeadLetters } from '@platform/kafka';
import { logger } from '@platform/telemetry';
import type { Config } from '../config.ts';

export interface ReplayOptions {
  readonly topic: string;
  /** Only says what lies there. */
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/**
 * Sends the dead letters of a topic back to it. What was handled already has no effect twice: consumers know it again, by
 * their inbox or by its sequence.
 */
export async function replay(config: Config, { topic, dryRun, say }: ReplayOptions): Promise<void> {
  const log = logger('ops', { level: 'warn' });
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'ops', log });
  if (dryRun) {
    const letters = await listDeadLetters({ kafka, topic });
    for (const { id, type, group, reason, detail } of letters) say(`${id} ${type} ${group} ${reason}: ${detail}`);
    return say(`${topic}: ${letters.length} dead letters; nothing was changed`);
  }
  const { replayed, kept } = await replayDeadLetters({ kafka, topic, log });
  say(`${topic}: ${replayed} replayed, ${kept} kept`);
}
