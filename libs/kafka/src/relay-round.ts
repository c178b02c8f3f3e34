import { groupBy } from './group-by.ts';
import type { Lease } from './lease.ts';
import { isOutage } from './outage.ts';
import { Undelivered } from './publish.ts';
import { type Refused, refusedAggregates } from './refused.ts';
import type { Channel, Deliver, Log, OutboxRow, OwedRows } from './types.ts';

export interface RelayTiming {
  /** How long a relay that has something to deliver, and may not yet, waits before it tries again. */
  readonly pollMs: number;
  /** How long an idle relay waits for a nudge before it looks by itself: what a process owed that died, nobody is told of. */
  readonly idleMs: number;
  /** A holder that says nothing for so long has lost its lease. While it delivers it renews it three times as often. */
  readonly leaseMs: number;
  readonly firstBackoffMs: number;
  readonly mostBackoffMs: number;
  /** Rows younger than this are left to whoever committed them. */
  readonly graceMs: number;
  readonly batchRows: number;
}

/** A channel of an outbox, and who takes what it owes. */
export interface Relayed {
  readonly outbox: OwedRows;
  readonly channel: Channel;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly timing: RelayTiming;
}

/** How far a round looks past the rows of aggregates that were refused, in batches. */
const furthestBatches = 25;
/** So many of the aggregates that were refused are tried again in one round. */
const againPerRound = 10;

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

/** What became of rows that were to be delivered. Those that are in neither list were not tried. */
interface Outcome {
  readonly sent: readonly OutboxRow[];
  readonly left: readonly OutboxRow[];
  readonly error?: unknown;
}

const nothing: Outcome = { sent: [], left: [] };

const byAggregate = (rows: readonly OutboxRow[]) => groupBy(rows, (row) => row.aggregate);

async function attempt(deliver: Deliver, rows: readonly OutboxRow[]): Promise<Outcome> {
  try {
    await deliver(rows);
    return { sent: rows, left: [] };
  } catch (error) {
    const ids = new Set((error instanceof Undelivered ? error.rows : rows).map((row) => row._id));
    return { sent: rows.filter((row) => !ids.has(row._id)), left: rows.filter((row) => ids.has(row._id)), error };
  }
}

/** Delivers each aggregate alone, until the target is away. */
async function oneByOne(deliver: Deliver, aggregates: Iterable<readonly OutboxRow[]>): Promise<Outcome> {
  const sent: OutboxRow[] = [];
  const left: OutboxRow[] = [];
  let error: unknown;
  for (const alone of aggregates) {
    const outcome = await attempt(deliver, alone);
    sent.push(...outcome.sent);
    left.push(...outcome.left);
    error = outcome.error ?? error;
    if (isOutage(outcome.error)) break;
  }
  return { sent, left, error };
}

/**
 * Delivers a batch. When some of it fails for another reason than that the target is away, each aggregate of what is
 * left is tried alone, so that one row that is refused holds up nobody but its own aggregate.
 */
async function together(deliver: Deliver, rows: readonly OutboxRow[]): Promise<Outcome> {
  if (rows.length === 0) return nothing;
  const whole = await attempt(deliver, rows);
  if (whole.error === undefined || isOutage(whole.error)) return whole;
  const aggregates = byAggregate(whole.left);
  if (aggregates.size === 1) return whole;
  const rest = await oneByOne(deliver, aggregates.values());
  return { ...rest, sent: [...whole.sent, ...rest.sent] };
}

/** How long until the first of those rows is due that are left to whoever committed them. */
function dueIn(rows: readonly OutboxRow[], born: number): number {
  const young = rows.map((row) => row.created_at.getTime()).filter((at) => at > born);
  return young.length > 0 ? Math.min(...young) - born : Number.POSITIVE_INFINITY;
}

/**
 * Reads what is due: rows of aggregates that nothing is known against, and the first row of some that were refused and have
 * rested; when it arrives, the others of its aggregate follow as if nothing had been.
 */
function reader({ outbox, channel, timing }: Relayed, refused: Refused, settling: () => boolean) {
  const { batchRows, graceMs } = timing;
  /** The oldest rows; more of them while those of refused aggregates leave less than a batch of others. */
  const oldest = async (): Promise<readonly OutboxRow[]> => {
    for (let limit = batchRows; ; limit *= 2) {
      const rows = await outbox.unsent(channel, limit);
      const free = rows.filter((row) => !refused.has(row.aggregate)).length;
      if (free >= batchRows || rows.length < limit || limit >= furthestBatches * batchRows) return rows;
    }
  };
  return async () => {
    const born = graceMs === 0 || settling() ? Number.POSITIVE_INFINITY : Date.now() - graceMs;
    const owed = await oldest();
    const rows = departing(owed.filter((row) => row.created_at.getTime() <= born));
    const aggregates = byAggregate(rows);
    refused.keep(new Set(aggregates.keys()));
    return {
      owed: owed.length,
      dueMs: dueIn(owed, born),
      fresh: rows.filter((row) => !refused.has(row.aggregate)).slice(0, batchRows),
      again: refused
        .rested()
        .slice(0, againPerRound)
        .map((aggregate) => aggregates.get(aggregate)?.slice(0, 1) ?? []),
    };
  };
}

/**
 * Rounds of a channel: each takes the lease, delivers what is due and marks it, and gives how long the next one may wait.
 * Raises what the target said when it is away and has taken nothing.
 */
export function relayRounds(relayed: Relayed, lease: Lease, settling: () => boolean): () => Promise<number> {
  const { outbox, channel, deliver, log, timing } = relayed;
  const refused = refusedAggregates(timing);
  const due = reader(relayed, refused, settling);

  const note = async ({ sent, left, error }: Outcome): Promise<void> => {
    for (const row of sent) refused.delete(row.aggregate);
    for (const aggregate of byAggregate(left).keys()) refused.add(aggregate);
    if (left.length > 0)
      log.warn(
        { channel, rows: left.length, waiting: refused.size, err: error },
        'relay was refused rows; their aggregates wait',
      );
    await outbox.markSent(sent.map((row) => row._id));
  };
  return async () => {
    // Most often nothing is owed; to see it takes no lease.
    if (!lease.lasts() && !(await outbox.oldestUnsent(channel))) return timing.idleMs;
    if (!(await lease.hold())) return timing.pollMs;
    const { owed, dueMs, fresh, again } = await due();
    // A process that stood still while it read may have lost the lease meanwhile.
    if (!lease.lasts()) return 0;
    let sent = 0;
    for (const deliverSome of [() => together(deliver, fresh), () => oneByOne(deliver, again)]) {
      const outcome = await deliverSome();
      const away = isOutage(outcome.error);
      sent += outcome.sent.length;
      if (away && sent === 0) throw outcome.error;
      await note(outcome);
      if (away) break;
    }
    if (sent === owed) lease.rest();
    // Of what was committed meanwhile one is told.
    if (sent > 0 && (sent < owed || owed >= timing.batchRows)) return 0;
    const idleMs = Math.min(dueMs, owed === sent ? timing.idleMs : timing.pollMs);
    return again.length < againPerRound ? Math.min(idleMs, refused.nextMs()) : timing.pollMs;
  };
}
