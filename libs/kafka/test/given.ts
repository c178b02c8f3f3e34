import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServers } from '@platform/local-servers';
import { captureLog, servers, uniqueName } from '@platform/testing';
import type { IHeaders } from 'kafkajs';
import {
  type ConsumeOptions,
  consume,
  type Handlers,
  type Heard,
  type Kafka,
  kafkaClient,
  type OutboxRow,
} from '../src/index.ts';

export const captured = captureLog('kafka-test');
export const { log } = captured;

/** A client of the shared cluster. */
export async function sharedKafka(): Promise<Kafka> {
  const { brokers } = await servers();
  return kafkaClient({ brokers: brokers.split(','), clientId: 'kafka-test', log });
}

/** A broker of our own that can be stopped, killed and frozen. */
export async function ownKafka() {
  const dataDir = await mkdtemp(join(tmpdir(), 'kafka-test-'));
  const { brokers, parts, stop } = await startServers({ only: ['kafka'], dataDir });
  const broker = parts.kafka;
  if (!broker?.pid()) throw new Error('this test needs a broker of its own; unset KAFKA_BROKERS');
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    const pid = broker.pid();
    if (pid) process.kill(pid, name);
  };
  return {
    kafka: kafkaClient({ brokers: [brokers], clientId: 'kafka-test', log }),
    broker,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    drop: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const newTopic = () => `test.${uniqueName('x')}.v1`;

/** Events of these tests: JSON with id, type and a number. */
export interface Note extends Heard {
  readonly n: number;
}

export function decode(_topic: string, value: Uint8Array): Note {
  const note: Partial<Note> = JSON.parse(Buffer.from(value).toString());
  if (!note.id || (note.type !== 'Noted' && note.type !== 'Other'))
    throw new TypeError(`an unknown type: ${note.type}`);
  return { id: note.id, type: note.type, n: note.n ?? 0, traceparent: note.traceparent ?? '' };
}

export const noted = (n: number, type = 'Noted') => JSON.stringify({ id: `evt_${n}`, type, n });

export const row = (topic: string, n: number, given: Partial<OutboxRow> = {}): OutboxRow => ({
  _id: `evt_${n}`,
  channel: 'kafka',
  topic,
  key: 'ws_1',
  aggregate: 'notes/1',
  sequence: n,
  position: 0,
  type: 'Noted',
  value: Buffer.from(noted(n)),
  traceparent: '',
  created_at: new Date(),
  sent_at: null,
  ...given,
});

/** Something that waits until the test opens it. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Quick enough for a test, but for the session: a machine that stands still for a while must not lose its place in the group. */
export const quick = { sessionMs: 30_000, heartbeatMs: 500, fetchWaitMs: 100, firstBackoffMs: 10, mostBackoffMs: 50 };

export const listen = (kafka: Kafka, topic: string, on: Handlers, given: Partial<ConsumeOptions> = {}) =>
  consume({
    kafka,
    group: `test.${uniqueName('g')}`,
    service: 'test',
    decode,
    on,
    topicsOf: () => [topic],
    log,
    ...given,
    timing: { ...quick, ...given.timing },
  });

export interface Seen {
  readonly key: string | undefined;
  readonly value: Buffer | null;
  readonly partition: number;
  readonly headers: Readonly<Record<string, string>>;
}

const textHeaders = (headers: IHeaders = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Everything on a topic, as it comes. */
export async function watch(kafka: Kafka, topic: string) {
  const consumer = kafka.consumer({ groupId: `test.${uniqueName('watch')}`, maxWaitTimeInMs: 100 });
  const seen: Seen[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message: { key, value, headers } }) => {
      seen.push({ key: key?.toString(), value, partition, headers: textHeaders(headers) });
    },
  });
  return { seen, stop: () => consumer.disconnect() };
}

/** Sends as somebody else would: whatever they like. */
export async function shout(
  kafka: Kafka,
  topic: string,
  messages: readonly { key: string | null; value: Buffer | string | null }[],
) {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic, messages: [...messages] });
  await producer.disconnect();
}
