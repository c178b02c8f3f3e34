import { counter, redact, withTraceparent } from '@platform/telemetry';
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
  /** Without it, what cannot be handled is passed over. */
  readonly letters: TopicSender | undefined;
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

/** Work that kept failing. */
class GaveUp extends Error {
  readonly attempts: number;

  constructor(attempts: number, cause: unknown) {
    super(`gave up after ${attempts} attempts`, { cause });
    this.attempts = attempts;
  }
}

const handled = counter('kafka_events_handled_total', 'Events whose effect is there, by group and type.');
const buried = counter('kafka_dead_letters_total', 'Messages put to the dead letters, by group, topic and reason.');

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
      if (own > patience.retries) throw new GaveUp(attempt, error);
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
  if (!letters) {
    log.warn({ ...where, ...dead }, 'message passed over');
    return 'done';
  }
  const letter = deadLetterOf({ ...message, topic, partition }, { ...dead, group, service });
  const outcome = await persist(() => letters.send(deadTopicOf(topic), [letter]), {
    patience: { ...patience, retries: Number.POSITIVE_INFINITY },
    letGo,
    failed: (error) => log.warn({ ...where, err: error }, 'dead letter could not be written; trying again'),
  });
  if (outcome === 'done') {
    buried.add(1, { group, topic, reason: dead.reason });
    log.error({ ...where, ...dead }, 'message put to the dead letters');
  }
  return outcome;
}

/** Gives an event to its handler, in the trace of the event, until the effect is there. Throws when the handler keeps failing. */
function attend(event: Heard, at: Standing, listening: Listening, letGo: AbortSignal): Promise<Outcome> {
  const { group, on, patience, log } = listening;
  const handler = on[event.type];
  if (!handler) return Promise.resolve('done');
  const { id, type } = event;
  const attributes = {
    'messaging.destination.name': at.topic,
    'messaging.message.id': id,
    'messaging.consumer.group.name': group,
  };
  const work = async () => {
    await within(patience.attemptMs, `${type} in ${group}`, handler(event as never));
    handled.add(1, { group, type });
  };
  const failed = (error: unknown, attempt: number) =>
    log.warn({ group, type, id, attempt, err: error }, 'event not handled; trying again');
  const traceparent = headerOf(at.message.headers, traceparentHeader) || event.traceparent;
  return withTraceparent(traceparent, `process ${type}`, attributes, () => persist(work, { patience, letGo, failed }));
}

/**
 * Works on one message until its effect is there or it is a dead letter: then, and only then, is its offset committed.
 * 'let go' means neither; somebody will be given it again.
 */
export async function handle(at: Standing, listening: Listening, letGo: AbortSignal): Promise<Outcome> {
  const meantFor = headerOf(at.message.headers, replayFor);
  if (meantFor && meantFor !== listening.group) return 'done';
  try {
    return await attend(read(at, listening), at, listening, letGo);
  } catch (error) {
    if (error instanceof Dead)
      return bury(at, { reason: error.reason, detail: error.message, attempts: 0 }, listening, letGo);
    const { attempts, cause } = error instanceof GaveUp ? error : { attempts: 1, cause: error };
    return bury(at, { reason: 'HANDLER_FAILED', detail: textOf(cause), attempts }, listening, letGo);
  }
}
