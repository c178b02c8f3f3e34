import { refuse } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';

/** Where the doors stand that must be told, until when, by the database's clock alone. */
export interface Posts {
  /** Posts the door for so long. False, and nothing changed, while it is barred. */
  post(address: string, milliseconds: number): Promise<boolean>;
  remove(address: string): Promise<void>;
  /** The addresses of those that are posted now. */
  now(): Promise<readonly string[]>;
  /** Posts it no more for so long; gives the milliseconds that its last post has still to run. */
  bar(address: string, milliseconds: number): Promise<number>;
}

interface Post {
  readonly _id: string;
  readonly until: Date;
  readonly barred_until?: Date;
  /** What came of the last request to be posted. */
  readonly posted?: boolean;
  /** What the bar found. */
  readonly left?: number;
}

const name = 'doors';
const longAgo = new Date(0);
const anHour = 3_600;

export async function postsIn(mongo: Pick<Mongo, 'collection' | 'prepare'>): Promise<Posts> {
  await mongo.prepare(name, [{ keys: { until: 1 }, expireAfterSeconds: anHour }]);
  const posts = mongo.collection<Post>(name);
  return {
    async post(address, milliseconds) {
      const free = { $lte: [{ $ifNull: ['$barred_until', longAgo] }, '$$NOW'] };
      const until = { $cond: ['$posted', { $add: ['$$NOW', milliseconds] }, { $ifNull: ['$until', '$$NOW'] }] };
      const found = await posts.findOneAndUpdate({ _id: address }, [{ $set: { posted: free } }, { $set: { until } }], {
        upsert: true,
        returnDocument: 'after',
      });
      return found?.posted === true;
    },
    async remove(address) {
      await posts.deleteOne({ _id: address });
    },
    async now() {
      const standing = await posts.find({ $expr: { $gt: ['$until', '$$NOW'] } }).toArray();
      return standing.map(({ _id }) => _id);
    },
    async bar(address, milliseconds) {
      const set = { barred_until: { $add: ['$$NOW', milliseconds] }, left: { $subtract: ['$until', '$$NOW'] } };
      const found = await posts.findOneAndUpdate({ _id: address }, [{ $set: set }], { returnDocument: 'after' });
      return Math.max(0, Number(found?.left ?? 0));
    },
  };
}

const hostAndPort = /^[\w.\-:[\]]{1,250}:\d{1,5}$/;

/** Raises VALIDATION_FAILED for what is no address. */
export function mustBeAddress(address: string): void {
  if (hostAndPort.test(address)) return;
  const detail = 'Give host:port, as in 127.0.0.1:7008.';
  throw refuse('VALIDATION_FAILED', { fields: [{ field: 'address', reason: 'INVALID', detail }] });
}
