import type { mongo as driver } from 'mongoose';
import { isDuplicateKey } from './errors.ts';

/** Rights that one process holds at a time, until they run out or are given back. The server's clock decides. */
export interface Leases {
  /** Takes or renews a right for some milliseconds. False when another owner holds it. */
  take(name: string, owner: string, milliseconds: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}

interface Lease {
  readonly _id: string;
  readonly owner: string;
  readonly until: Date;
}

export function leases(db: driver.Db): Leases {
  const held = db.collection<Lease>('leases');
  return {
    async take(name, owner, milliseconds) {
      const me = { $literal: owner };
      const free = { $or: [{ $eq: [{ $ifNull: ['$owner', me] }, me] }, { $lte: ['$until', '$$NOW'] }] };
      const taken = {
        owner: { $cond: [free, me, '$owner'] },
        until: { $cond: [free, { $add: ['$$NOW', milliseconds] }, '$until'] },
      };
      try {
        const options = { upsert: true, returnDocument: 'after' } as const;
        const lease = await held.findOneAndUpdate({ _id: name }, [{ $set: taken }], options);
        return lease?.owner === owner;
      } catch (error) {
        // Another owner's upsert was quicker.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async release(name, owner) {
      await held.deleteOne({ _id: name, owner });
    },
  };
}
