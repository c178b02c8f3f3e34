import type { mongo as driver } from 'mongoose';
import { isDuplicateKey } from './errors.ts';

/** Rights that one process holds at a time, until they run out or are given back. The server's clock decides. */
export interface Leases {
  /** Takes or renews a right. False when another owner holds it. */
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
      const mineOrRunOut = { $or: [{ $eq: ['$owner', { $literal: owner }] }, { $lte: ['$until', '$$NOW'] }] };
      const renewed = { owner: { $literal: owner }, until: { $add: ['$$NOW', milliseconds] } };
      try {
        await held.updateOne({ _id: name, $expr: mineOrRunOut }, [{ $set: renewed }], { upsert: true });
        return true;
      } catch (error) {
        // The filter missed because another owner holds it, so the upsert met the document that is there.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async release(name, owner) {
      await held.deleteOne({ _id: name, owner });
    },
  };
}
