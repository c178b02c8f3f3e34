import type { Kafka, Message, Producer } from 'kafkajs';
import { deadLetterOf } from './dead-letter.ts';
import { groupBy } from './group-by.ts';
import { traceparentHeader } from './headers.ts';
import { partitioner } from './partitioner.ts';
import { requestsOf } from './requests.ts';
import { deadTopicOf, ensureTopics, largestValueBytes } from './topics.ts';
import type { Log, OutboxRow } from './types.ts';

/** Sends outbox rows to their topics. */
export interface Publisher {
  /** Resolves when the cluster has all of them. Raises Undelivered naming those that it may not have. */
  send(rows: readonly OutboxRow[]): Promise<void>;
  close(): Promise<void>;
}

/** Some rows could not be delivered; the others were. */
export class Undelivered extends Error {
  readonly rows: readonly OutboxRow[];

  constructor(rows: readonly OutboxRow[], cause: unknown) {
    super(`${rows.length} rows could not be delivered`, { cause });
    this.name = 'Undelivered';
    this.rows = rows;
  }
}

/** `send` for raw messages of one topic; shared by the relay's publisher, dead letters and replays. */
export interface TopicSender {
  send(topic: string, messages: readonly Message[]): Promise<void>;
  close(): Promise<void>;
}

const isUnknownTopic = (error: unknown): boolean =>
  error instanceof Error &&
  ('type' in error ? error.type === 'UNKNOWN_TOPIC_OR_PARTITION' : isUnknownTopic(error.cause));

/**
 * A producer per topic: kafkajs (#1622) asks for the metadata of every topic that a producer has ever sent to, and one
 * that was deleted fails all of them. A producer that failed is replaced; a topic that is missing is created.
 */
export function topicSender(kafka: Kafka): TopicSender {
  const producers = new Map<string, Promise<Producer>>();

  const open = async (): Promise<Producer> => {
    const producer = kafka.producer({
      createPartitioner: partitioner,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    return producer;
  };
  const producerOf = (topic: string): Promise<Producer> => {
    const known = producers.get(topic) ?? open();
    producers.set(topic, known);
    return known;
  };
  const drop = async (topic: string): Promise<void> => {
    const dropped = producers.get(topic);
    producers.delete(topic);
    await dropped?.then((producer) => producer.disconnect()).catch(() => {});
  };
  const attempt = async (topic: string, messages: readonly Message[]): Promise<void> => {
    try {
      const producer = await producerOf(topic);
      await producer.send({ topic, acks: -1, messages: [...messages] });
    } catch (error) {
      await drop(topic);
      throw error;
    }
  };
  return {
    send: async (topic, messages) => {
      await attempt(topic, messages).catch(async (error) => {
        if (!isUnknownTopic(error)) throw error;
        await ensureTopics(kafka, [topic.replace(/\.dead$/, '')]);
        await attempt(topic, messages);
      });
    },
    close: async () => {
      await Promise.all([...producers.keys()].map(drop));
    },
  };
}

const messageOf = (row: OutboxRow): Message => ({
  key: row.key,
  value: Buffer.from(row.value),
  headers: {
    id: row._id,
    type: row.type,
    ...(row.traceparent ? { [traceparentHeader]: row.traceparent } : {}),
  },
});

/** Sends rows through the cluster, in the given order per topic, with the traceparent that they were committed with. */
export function publish(kafka: Kafka, log: Log): Publisher {
  const sender = topicSender(kafka);

  /** A row that listeners would refuse for its size is put aside here, or it would hold up its aggregate for ever. */
  const putAside = async (row: OutboxRow): Promise<void> => {
    log.error(
      { topic: row.topic, id: row._id, bytes: row.value.length },
      'outbox row too large, put to the dead letters',
    );
    const why = {
      reason: 'TOO_LARGE',
      detail: `${row.value.length} bytes`,
      group: '',
      service: '',
      attempts: 0,
    } as const;
    await sender.send(deadTopicOf(row.topic), [deadLetterOf({ ...messageOf(row), topic: row.topic }, why)]);
  };
  /** Sends one topic's rows; gives those that are left when a request fails. */
  const sendTopic = async (topic: string, rows: readonly OutboxRow[]): Promise<Undelivered | undefined> => {
    const sent = new Set<OutboxRow>();
    try {
      for (const request of requestsOf(rows, (row) => row.value.length)) {
        const [first] = request;
        if (first && first.value.length > largestValueBytes) await putAside(first);
        else await sender.send(topic, request.map(messageOf));
        for (const row of request) sent.add(row);
      }
      return undefined;
    } catch (error) {
      return new Undelivered(
        rows.filter((row) => !sent.has(row)),
        error,
      );
    }
  };
  return {
    send: async (rows) => {
      const topics = [...groupBy(rows, (row) => row.topic)];
      const results = await Promise.all(topics.map(([topic, ofTopic]) => sendTopic(topic, ofTopic)));
      const failed = results.filter((result) => result !== undefined);
      if (failed[0])
        throw new Undelivered(
          failed.flatMap((result) => result.rows),
          failed[0].cause,
        );
    },
    close: sender.close,
  };
}
