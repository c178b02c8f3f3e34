import type { Outbound } from '@platform/kernel';
import { DAY, SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { IndexSpec } from './collections.ts';
import { type Leases, leases } from './leases.ts';

export type Channel = Outbound['channel'];

/** Something this service owes others, written in the same transaction as the state that owes it. */
export interface OutboxRow {
  readonly _id: string;
  readonly channel: Channel;
  readonly topic: string;
  readonly key: string;
  /** `collection/id` of the aggregate. Rows of one aggregate are delivered in the order of `sequence`, `position`. */
  readonly aggregate: string;
  /** Version of the aggregate that the row belongs to. */
  readonly sequence: number;
  /** Place of the row within its commit. */
  readonly position: number;
  readonly type: string;
  readonly value: Buffer;
  readonly traceparent: string;
  /** Never goes back within one aggregate, whatever the clocks of its writers say. */
  readonly created_at: Date;
  readonly sent_at: Date | null;
}

/** Where a row comes from. */
export type Origin = Pick<OutboxRow, 'aggregate' | 'sequence' | 'position' | 'traceparent' | 'created_at'>;

export interface Outbox {
  /** Owes rows, in the transaction of `session`. Listeners of `onCommit` hear of it after the commit. */
  add(rows: readonly OutboxRow[], session: driver.ClientSession): Promise<void>;
  /** The oldest rows that are not delivered yet; per aggregate in order and without gaps. */
  unsent(channel: Channel, limit: number): Promise<readonly OutboxRow[]>;
  /** Undelivered rows of these aggregates, in order. */
  unsentOf(
    channel: Channel,
    aggregates: readonly string[],
    session?: driver.ClientSession,
  ): Promise<readonly OutboxRow[]>;
  /** Ids of a collection's aggregates with undelivered rows under a key: few, unless the receiver is away. */
  owing(channel: Channel, collection: string, key: string): Promise<readonly string[]>;
  /** Those of these rows that are not delivered yet, in order. */
  unsentAmong(ids: readonly string[]): Promise<readonly OutboxRow[]>;
  markSent(ids: readonly string[]): Promise<void>;
  /** When the oldest undelivered row was written; undefined when nothing is owed. */
  oldestUnsent(channel: Channel): Promise<Date | undefined>;
  /** Takes or renews the right to deliver a channel, for some milliseconds. False when another owner has it. */
  lease(channel: Channel, owner: string, milliseconds: number): Promise<boolean>;
  /** Gives the right back, if it is this owner's. */
  release(channel: Channel, owner: string): Promise<void>;
}

const undelivered = { sent_at: null };
const inOrder = { created_at: 1, aggregate: 1, sequence: 1, position: 1 } as const;

export const outboxIndexes: readonly IndexSpec[] = [
  { name: 'unsent', keys: { channel: 1, ...inOrder }, where: undelivered },
  { name: 'unsent_of_aggregate', keys: { aggregate: 1, channel: 1 }, where: undelivered },
  { name: 'sent_are_forgotten', keys: { sent_at: 1 }, expireAfterSeconds: (7 * DAY) / SECOND },
];

export const outboxRow = ({ id, value, ...outbound }: Outbound, origin: Origin): OutboxRow => ({
  _id: id,
  ...outbound,
  ...origin,
  value: Buffer.from(value),
  sent_at: null,
});

/** The outbox of a database. `owing` is told each session that wrote rows. */
export function outboxOf(db: driver.Db, owing: (session: driver.ClientSession) => void): Outbox {
  const rows = db.collection<OutboxRow>('outbox');
  const rights: Leases = leases(db);
  // NOTE: a snapshot, because a plain scan may pass the place of row n before n is committed and still see n + 1.
  const snapshot = { readConcern: { level: 'snapshot' } } as const;

  return {
    async add(added, session) {
      if (added.length === 0) return;
      await rows.insertMany([...added], { session });
      owing(session);
    },
    unsent: (channel, limit) =>
      rows
        .find({ channel, ...undelivered }, snapshot)
        .sort(inOrder)
        .limit(limit)
        // All of them in the first answer.
        .batchSize(limit)
        .toArray(),
    unsentOf: (channel, aggregates, session) =>
      rows
        .find({ channel, aggregate: { $in: [...aggregates] }, ...undelivered }, session ? { session } : snapshot)
        .sort(inOrder)
        .toArray(),
    async owing(channel, collection, key) {
      const aggregates = await rows.distinct('aggregate', { channel, key, ...undelivered }, snapshot);
      const prefix = `${collection}/`;
      return aggregates.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
    },
    unsentAmong: (ids) =>
      rows
        .find({ _id: { $in: [...ids] }, ...undelivered }, snapshot)
        .sort(inOrder)
        .toArray(),
    async markSent(ids) {
      if (ids.length === 0) return;
      await rows.updateMany({ _id: { $in: [...ids] }, ...undelivered }, { $set: { sent_at: new Date() } });
    },
    async oldestUnsent(channel) {
      const oldest = await rows.findOne({ channel, ...undelivered }, { sort: inOrder, projection: { created_at: 1 } });
      return oldest?.created_at;
    },
    lease: (channel, owner, milliseconds) => rights.take(`outbox/${channel}`, owner, milliseconds),
    release: (channel, owner) => rights.release(`outbox/${channel}`, owner),
  };
}
