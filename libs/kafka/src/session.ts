import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { handle, type Listening } from './handle.ts';
import { heartbeats } from './heartbeats.ts';
import type { Lag } from './lag.ts';
import type { Beginning } from './passing-group.ts';
import { ensureTopics } from './topics.ts';
import { within } from './waiting.ts';

export interface SessionTiming {
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  readonly rebalanceMs: number;
  /** How long the broker may wait for new messages before it answers a fetch. */
  readonly fetchWaitMs: number;
  /** A member that has neither polled nor worked for so long is rebuilt; one that waits for its place has `rebalanceMs` more. */
  readonly watchdogMs: number;
  /** How long leaving the group may take; then the session is left behind. */
  readonly leaveMs: number;
}

/**
 * How much of a backlog is in memory at once; a message that is larger comes alone. Handling takes far longer than fetching, and
 * ten megabytes, which kafkajs asks for by default, are decoded all at once.
 */
const atOnce = { maxBytes: 1_000_000, maxBytesPerPartition: 250_000 } as const;

/** One life of a kafkajs consumer: from joining until it crashes, stands still or is stopped. */
export interface Session {
  /** Resolves with the reason when the session can no longer hear. */
  readonly ended: Promise<string>;
  /** Assigned and polling, or at work on a message while the group knows that it lives. */
  healthy(): boolean;
  close(): Promise<void>;
}

interface Given {
  readonly kafka: Kafka;
  readonly listening: Listening;
  readonly topics: readonly string[];
  readonly timing: SessionTiming;
  readonly lag: Lag;
  /** Where a new group begins, if not at the beginning of its topics. */
  readonly beginning?: Beginning | undefined;
}

/** What kafkajs tells us about the life of a consumer. */
function vitals(consumer: Consumer, timing: SessionTiming, end: (reason: string) => void) {
  let assigned = false;
  let sign = Date.now();
  const { GROUP_JOIN, FETCH, HEARTBEAT, REBALANCING, CRASH } = consumer.events;
  const alive = () => {
    sign = Date.now();
  };
  const joined = () => {
    assigned = true;
    alive();
  };
  consumer.on(GROUP_JOIN, joined);
  consumer.on(REBALANCING, () => {
    assigned = false;
  });
  consumer.on(FETCH, alive);
  // kafkajs goes on without a word when joining anew has failed and the group, asked again, still knows the member.
  consumer.on(HEARTBEAT, joined);
  consumer.on(CRASH, ({ payload }) => end(`crashed: ${payload.error.message}`));
  // Who joins waits, without a sign, until the others have come back or their sessions have run out.
  const patience = () => timing.watchdogMs + (assigned ? 0 : timing.rebalanceMs);
  const watchdog = setInterval(() => {
    if (Date.now() - sign > patience()) end(`no sign of life for ${patience()} ms`);
  }, timing.watchdogMs / 4);
  return {
    healthy: () => assigned && Date.now() - sign <= timing.watchdogMs,
    stop: () => {
      assigned = false;
      clearInterval(watchdog);
    },
  };
}

/** Works through a batch in order. Stops early, and keeps what is done, when it is told to let go. */
async function workThrough(
  payload: EachBatchPayload,
  { listening, lag, timing }: Given,
  stopping: AbortSignal,
): Promise<void> {
  const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, isRunning, isStale } = payload;
  const { topic, partition } = batch;
  const beats = heartbeats(heartbeat, timing.heartbeatMs / 2);
  const letGo = AbortSignal.any([stopping, beats.whenLost]);
  try {
    for (const message of batch.messages) {
      if (letGo.aborted || !isRunning() || isStale()) break;
      lag.behind(topic, partition, message.timestamp);
      if ((await handle({ topic, partition, message }, listening, letGo)) === 'let go') break;
      resolveOffset(message.offset);
      await commitOffsetsIfNecessary();
      if (BigInt(message.offset) + 1n >= BigInt(batch.highWatermark)) lag.caughtUp(topic, partition);
    }
  } finally {
    beats.stop();
  }
  if (beats.lost() !== undefined) throw beats.lost();
}

/** Joins the group. Rejects when Kafka is away; the topics are created when they are missing. */
export async function openSession(given: Given): Promise<Session> {
  const { kafka, listening, topics, timing, beginning, lag } = given;
  await ensureTopics(kafka, topics);
  await beginning?.note(topics);
  const consumer = kafka.consumer({
    groupId: listening.group,
    sessionTimeout: timing.sessionMs,
    heartbeatInterval: timing.heartbeatMs,
    rebalanceTimeout: timing.rebalanceMs,
    maxWaitTimeInMs: timing.fetchWaitMs,
    ...atOnce,
    allowAutoTopicCreation: false,
  });
  const stopping = new AbortController();
  let end: (reason: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const life = vitals(consumer, timing, end);
  consumer.on(consumer.events.GROUP_JOIN, lag.forget);

  const close = async () => {
    life.stop();
    stopping.abort();
    await consumer.disconnect();
  };
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: !beginning });
    await consumer.run({
      eachBatchAutoResolve: false,
      autoCommitInterval: 500,
      partitionsConsumedConcurrently: 3,
      eachBatch: (payload) => workThrough(payload, given, stopping.signal),
    });
    beginning?.apply(consumer);
  } catch (error) {
    await within(timing.leaveMs / 2, 'leaving', close()).catch(() => {});
    throw error;
  }
  return { ended, healthy: life.healthy, close };
}
