import type { mongo as driver } from 'mongoose';
import { isDuplicateKey } from './errors.ts';

/** A right that one has. `rivalled`: another owner has asked for it in vain within the last seconds, so there is another. */
export type Right = 'alone' | 'rivalled';

/** Rights that one process holds at a time, until they run out or are given back. The server's clock decides. */
export interface Leases {
  /** Takes or renews a right for some milliseconds. Undefined when another owner holds it. */
  take(name: string, owner: string, milliseconds: number): Promise<Right | undefined>;
  release(name: string, owner: string): Promise<void>;
}

interface Lease {
  readonly _id: string;
  readonly owner: string;
  readonly until: Date;
  /** Whether another owner asked in vain not long before. */
  readonly rivalled: boolean;
}

/** For so long a rival who asked in vain is taken to be there. */
const rivalMs = 10_000;

export function leases(db: driver.Db): Leases {
  const held = db.collection<Lease>('leases');
  return {
    async take(name, owner, milliseconds) {
      const me = { $literal: owner };
      const free = { $or: [{ $eq: [{ $ifNull: ['$owner', me] }, me] }, { $lte: ['$until', '$$NOW'] }] };
      const taken = {
        owner: { $cond: [free, me, '$owner'] },
        until: { $cond: [free, { $add: ['$$NOW', milliseconds] }, '$until'] },
        refused_at: { $cond: [free, '$refused_at', '$$NOW'] },
      };
      const rivalled = { $gt: ['$refused_at', { $subtract: ['$$NOW', rivalMs] }] };
      try {
        const lease = await held.findOneAndUpdate({ _id: name }, [{ $set: taken }, { $set: { rivalled } }], {
          upsert: true,
          returnDocument: 'after',
        });
        if (lease?.owner !== owner) return undefined;
        return lease.rivalled ? 'rivalled' : 'alone';
      } catch (error) {
        // Another owner's upsert was quicker.
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },
    async release(name, owner) {
      await held.deleteOne({ _id: name, owner });
    },
  };
}
