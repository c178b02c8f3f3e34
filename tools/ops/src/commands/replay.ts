import { kafkaClient, replayDeadLetters } from '@platform/kafka';
import { logger } from '@platform/telemetry';
import type { Config } from '../config.ts';

/** Sends the dead letters of a topic back to it. What was handled already has no effect twice: consumers have an inbox. */
export async function replay(config: Config, topic: string, say: (line: string) => void): Promise<void> {
  const log = logger('ops', { level: 'warn' });
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'ops', log });
  const { replayed, kept } = await replayDeadLetters({ kafka, topic, log });
  say(`${topic}: ${replayed} replayed, ${kept} kept`);
}
