import type { Admin, Kafka } from 'kafkajs';
import type { Listening, Patience } from './handle.ts';
import { lag as lagOf } from './lag.ts';
import { watchGroup } from './measures.ts';
import { passingGroup } from './passing-group.ts';
import { topicSender } from './publish.ts';
import { openSession, type Session, type SessionTiming } from './session.ts';
import { groupSettled } from './settle.ts';
import type { Handlers, Heard, Log } from './types.ts';
import { backoffMs, pause, within } from './waiting.ts';

/** A consumer group's member in this process. */
export interface Ears {
  /** Resolves when everything published before the call has been handled or put to the dead letters, by whichever member. */
  settle(): Promise<void>;
  /** Finishes the message that is being handled and leaves the group. */
  stop(): Promise<void>;
  /** Assigned and polling. */
  healthy(): boolean;
}

export type ConsumeTiming = SessionTiming & Patience;

export const usualConsumeTiming: ConsumeTiming = {
  sessionMs: 10_000,
  heartbeatMs: 2_000,
  rebalanceMs: 60_000,
  fetchWaitMs: 1_000,
  watchdogMs: 30_000,
  leaveMs: 10_000,
  retries: 5,
  firstBackoffMs: 100,
  mostBackoffMs: 2_000,
  attemptMs: 60_000,
};

export interface ConsumeOptions {
  readonly kafka: Kafka;
  /** `<service>.<purpose>`; members of one group share the work. */
  readonly group: string;
  readonly service: string;
  /** Reads a message; throws for one that cannot be read. */
  readonly decode: (topic: string, value: Uint8Array) => Heard;
  /** Handlers by event type; other types on the same topics are passed over. */
  readonly on: Handlers;
  readonly topicsOf: (types: readonly string[]) => readonly string[];
  readonly log: Log;
  /**
   * The group is this process's own and passes with it: it begins at the present ends of its topics, a message that cannot be
   * handled is passed over instead of put to the dead letters, and the group is deleted at the stop. For listeners without an
   * effect that lasts.
   */
  readonly passing?: boolean;
  readonly timing?: Partial<ConsumeTiming>;
}

/** Opens sessions one after the other until it is stopped. */
function supervise(open: () => Promise<Session>, leaveMs: number, log: Log, stopped: AbortSignal) {
  let current: Session | undefined;
  let failures = 0;

  const leave = async (session: Session): Promise<void> => {
    current = undefined;
    await within(leaveMs, 'leaving the group', session.close()).catch((error) =>
      log.warn({ err: error }, 'consumer did not leave cleanly'),
    );
  };
  const live = async (): Promise<void> => {
    const session = await open();
    current = session;
    const stop = new Promise<string>((resolve) => stopped.addEventListener('abort', () => resolve(''), { once: true }));
    const why = stopped.aborted ? '' : await Promise.race([session.ended, stop]);
    if (session.healthy()) failures = 0;
    await leave(session);
    if (why) throw new Error(why);
  };
  const run = async (): Promise<void> => {
    while (!stopped.aborted) {
      await live().catch((error: unknown) => {
        failures += 1;
        log.warn({ failures, err: error }, 'consumer is down; it will be rebuilt');
      });
      if (!stopped.aborted) await pause(backoffMs(Math.max(1, failures), 200, 3_000), stopped);
    }
  };
  return { ended: run(), healthy: () => current?.healthy() ?? false };
}

/**
 * Listens to the topics of the given event types, from their beginning when the group is new (see `passing`). Returns at once: Kafka may
 * be away, the group is joined as soon as it is there. A message's offset is committed after its handler's effect.
 * A handler that fails is repeated (outages: for as long as they last), then the message goes to `<topic>.dead`.
 */
export async function consume(options: ConsumeOptions): Promise<Ears> {
  const { kafka, group, topicsOf, log, passing = false, timing = {}, ...rest } = options;
  const all: ConsumeTiming = { ...usualConsumeTiming, ...timing };
  const topics = topicsOf(Object.keys(rest.on));
  const letters = passing ? undefined : topicSender(kafka);
  const beginning = passing ? passingGroup(kafka, group) : undefined;
  const listening: Listening = { ...rest, group, letters, patience: all, log };
  const stopping = new AbortController();
  const lag = lagOf();
  const open = () => openSession({ kafka, listening, topics, timing: all, beginning, lag });
  const life = supervise(open, all.leaveMs, log, stopping.signal);

  let admin: Admin | undefined;
  const openAdmin = async (): Promise<Admin> => {
    const opened = admin ?? kafka.admin();
    admin = opened;
    await opened.connect();
    return opened;
  };
  const { healthy } = life;
  const unwatch = watchGroup({
    ...{ lag, healthy, openAdmin },
    // A passing group has another name in each process, and its listener leaves no dead letters.
    ...(passing ? { group: rest.service, topics: [] } : { group, topics }),
  });
  return {
    healthy,
    settle: () => groupSettled(openAdmin, group, topics, stopping.signal),
    stop: async () => {
      unwatch();
      const heard = healthy();
      stopping.abort();
      await life.ended;
      if (heard) await beginning?.forget().catch((error) => log.debug({ group, err: error }, 'group not deleted'));
      await Promise.all([letters?.close(), admin?.disconnect()]);
    },
  };
}
