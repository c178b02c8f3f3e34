import { groupBy } from './group-by.ts';
import { keepLease, type Lease } from './lease.ts';
import { isOutage } from './outage.ts';
import { Undelivered } from './publish.ts';
import type { Channel, Log, OutboxRow, OwedRows } from './types.ts';
import { backoffMs, bell, pause } from './waiting.ts';

export type Deliver = (rows: readonly OutboxRow[]) => Promise<void>;

export interface RelayTiming {
  /** How long an idle relay waits for a nudge before it looks by itself. */
  readonly pollMs: number;
  /** A holder that says nothing for so long has lost its lease. It is renewed three times as often. */
  readonly leaseMs: number;
  readonly firstBackoffMs: number;
  readonly mostBackoffMs: number;
  /** Rows younger than this are left to whoever committed them. */
  readonly graceMs: number;
  readonly batchRows: number;
}

export const usualTiming: RelayTiming = {
  pollMs: 400,
  leaseMs: 3_000,
  firstBackoffMs: 100,
  mostBackoffMs: 2_000,
  graceMs: 0,
  batchRows: 200,
};

export interface ChannelRelay {
  readonly channel: Channel;
  nudge(): void;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

interface Given {
  readonly outbox: OwedRows;
  readonly channel: Channel;
  readonly owner: string;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly timing: RelayTiming;
}

/**
 * The rows that may leave together: of each aggregate the first ones that share a topic. Topics are delivered side by
 * side, so an aggregate's later topic waits for the next round.
 */
export function departing(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const topicOf = new Map<string, string>();
  const waiting = new Set<string>();
  return rows.filter((row) => {
    const topic = topicOf.get(row.aggregate) ?? row.topic;
    topicOf.set(row.aggregate, topic);
    if (topic !== row.topic) waiting.add(row.aggregate);
    return !waiting.has(row.aggregate);
  });
}

/** Delivers; gives the rows that arrived, and the error when some did not. */
async function attempt(
  deliver: Deliver,
  rows: readonly OutboxRow[],
): Promise<{ sent: readonly OutboxRow[]; error?: unknown }> {
  try {
    await deliver(rows);
    return { sent: rows };
  } catch (error) {
    const left = new Set((error instanceof Undelivered ? error.rows : rows).map((row) => row._id));
    return { sent: rows.filter((row) => !left.has(row._id)), error };
  }
}

/**
 * Delivers a batch. When it fails for another reason than that the target is away, each aggregate is tried alone, so
 * that one row that is refused holds up nobody but its own aggregate.
 */
async function deliverBatch(
  deliver: Deliver,
  rows: readonly OutboxRow[],
): Promise<{ sent: readonly OutboxRow[]; error?: unknown }> {
  const whole = await attempt(deliver, rows);
  if (whole.error === undefined || whole.sent.length > 0 || isOutage(whole.error)) return whole;
  const aggregates = [...groupBy(rows, (row) => row.aggregate).values()];
  if (aggregates.length === 1) return whole;
  const sent: OutboxRow[] = [];
  for (const alone of aggregates) sent.push(...(await attempt(deliver, alone)).sent);
  return { sent, error: sent.length === rows.length ? undefined : whole.error };
}

/** One round: takes the lease, delivers what is due and marks it. Gives true when there may be more to do at once. */
function rounds({ outbox, channel, deliver, timing }: Given, lease: Lease, settling: () => boolean) {
  const due = async (): Promise<readonly OutboxRow[]> => {
    const rows = await outbox.unsent(channel, timing.batchRows);
    if (timing.graceMs === 0 || settling()) return departing(rows);
    const born = Date.now() - timing.graceMs;
    return departing(rows.filter((row) => row.created_at.getTime() <= born));
  };
  return async (): Promise<boolean> => {
    if (!(await lease.hold())) return false;
    const rows = await due();
    if (rows.length === 0) return false;
    const { sent, error } = await deliverBatch(deliver, rows);
    if (sent.length > 0) await outbox.markSent(sent.map((row) => row._id));
    if (error !== undefined) throw error;
    return true;
  };
}

/** One channel of the outbox, driven by one loop. */
export function relayChannel(given: Given): ChannelRelay {
  const { outbox, channel, owner, log, timing } = given;
  const lease = keepLease({ outbox, channel, owner, log, leaseMs: timing.leaseMs });
  const work = bell();
  const stopping = new AbortController();
  let settling = 0;
  let failures = 0;
  const round = rounds(given, lease, () => settling > 0);

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const more = await round();
        if (failures > 0) log.info({ channel, failures }, 'relay delivers again');
        failures = 0;
        if (!more) await work.wait(timing.pollMs);
      } catch (error) {
        failures += 1;
        log.warn({ channel, failures, err: error }, 'relay could not deliver; it will try again');
        await pause(backoffMs(failures, timing.firstBackoffMs, timing.mostBackoffMs), stopping.signal);
      }
    }
  };
  const ended = run();

  return {
    channel,
    nudge: work.ring,
    settle: async () => {
      settling += 1;
      await settled(given, work.ring).finally(() => {
        settling -= 1;
      });
    },
    stop: async () => {
      stopping.abort();
      work.ring();
      await ended;
      await lease.release();
    },
  };
}

const everything = 100_000;
const settlePollMs = 25;

/** Waits until none of the rows that are unsent now is unsent, whoever delivers them. */
async function settled({ outbox, channel }: Given, nudge: () => void): Promise<void> {
  const forever = new AbortController().signal;
  let owed = (await outbox.unsent(channel, everything)).map((row) => row._id);
  while (owed.length > 0) {
    nudge();
    await pause(settlePollMs, forever);
    owed = (await outbox.unsentAmong(owed)).map((row) => row._id);
  }
}
