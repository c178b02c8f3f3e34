import { redact, withTraceparent } from '@platform/telemetry';
import type { KafkaMessage } from 'kafkajs';
import { type DeadReason, deadLetterOf } from './dead-letter.ts';
import { headerOf, replayFor, traceparentHeader } from './headers.ts';
import { isOutage } from './outage.ts';
import type { TopicSender } from './publish.ts';
import { deadTopicOf, largestValueBytes } from './topics.ts';
import type { Handlers, Heard, Log } from './types.ts';
import { backoffMs, pause, within } from './waiting.ts';

export interface Patience {
  /** Attempts after the first (contract §4.6: five), for failures that are the work's own. */
  readonly retries: number;
  readonly firstBackoffMs: number;
  readonly mostBackoffMs: number;
  /** An attempt that takes longer counts as failed. */
  readonly attemptMs: number;
}

export interface Listening {
  readonly group: string;
  readonly service: string;
  readonly decode: (topic: string, value: Uint8Array) => Heard;
  readonly on: Handlers;
  readonly letters: TopicSender;
  readonly patience: Patience;
  readonly log: Log;
}

/** A message and where it stands. */
export interface Standing {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

type Outcome = 'done' | 'let go';

class Dead extends Error {
  readonly reason: DeadReason;

  constructor(reason: DeadReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const textOf = (error: unknown): string =>
  redact(error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Reads a message. Raises Dead for one that can never be handled. */
function read({ topic, message }: Standing, { decode }: Listening): Heard {
  const { key, value } = message;
  if (!value || value.length === 0) throw new Dead('UNREADABLE', 'the message has no value');
  if (value.length > largestValueBytes) throw new Dead('TOO_LARGE', `${value.length} bytes`);
  if (!key || key.length === 0) throw new Dead('KEY_MISSING', 'the message has no key');
  try {
    return decode(topic, value);
  } catch (error) {
    throw new Dead('UNREADABLE', textOf(error));
  }
}

/** Repeats some work until it succeeds or the signal says to let go. Only an outage is waited for without end. */
async function persist(
  work: () => Promise<void>,
  given: { patience: Patience; letGo: AbortSignal; failed: (error: unknown, attempt: number) => void },
): Promise<Outcome> {
  const { patience, letGo, failed } = given;
  let own = 0;
  for (let attempt = 1; !letGo.aborted; attempt += 1) {
    try {
      await work();
      return 'done';
    } catch (error) {
      if (!isOutage(error)) own += 1;
      if (own > patience.retries) throw error;
      failed(error, attempt);
      await pause(backoffMs(attempt, patience.firstBackoffMs, patience.mostBackoffMs), letGo);
    }
  }
  return 'let go';
}

/** Puts a message to the dead letters; the partition moves on once it is there. */
async function bury(
  at: Standing,
  dead: { reason: DeadReason; detail: string; attempts: number },
  listening: Listening,
  letGo: AbortSignal,
): Promise<Outcome> {
  const { group, service, letters, log, patience } = listening;
  const { topic, partition, message } = at;
  const where = { group, topic, partition, offset: message.offset };
  const letter = deadLetterOf({ ...message, topic, partition }, { ...dead, group, service });
  const outcome = await persist(() => letters.send(deadTopicOf(topic), [letter]), {
    patience: { ...patience, retries: Number.POSITIVE_INFINITY },
    letGo,
    failed: (error) => log.warn({ ...where, err: error }, 'dead letter could not be written; trying again'),
  });
  if (outcome === 'done') log.error({ ...where, ...dead }, 'message put to the dead letters');
  return outcome;
}

/**
 * Works on one message until its effect is there or it is a dead letter: then, and only then, is its offset committed.
 * 'let go' means neither; somebody will be given it again.
 */
export async function handle(at: Standing, listening: Listening, letGo: AbortSignal): Promise<Outcome> {
  const { group, on, patience, log } = listening;
  const { headers } = at.message;
  const meantFor = headerOf(headers, replayFor);
  if (meantFor && meantFor !== group) return 'done';

  let attempts = 0;
  try {
    const event = read(at, listening);
    const handler = on[event.type];
    if (!handler) return 'done';
    const attributes = {
      'messaging.destination.name': at.topic,
      'messaging.message.id': event.id,
      'messaging.consumer.group.name': group,
    };
    const work = async () => {
      attempts += 1;
      await within(patience.attemptMs, `${event.type} in ${group}`, handler(event as never));
    };
    return await withTraceparent(
      headerOf(headers, traceparentHeader) || event.traceparent,
      `process ${event.type}`,
      attributes,
      () =>
        persist(work, {
          patience,
          letGo,
          failed: (error, attempt) =>
            log.warn({ group, type: event.type, id: event.id, attempt, err: error }, 'event not handled; trying again'),
        }),
    );
  } catch (error) {
    const reason = error instanceof Dead ? error.reason : 'HANDLER_FAILED';
    const detail = error instanceof Dead ? error.message : textOf(error);
    return bury(at, { reason, detail, attempts }, listening, letGo);
  }
}
