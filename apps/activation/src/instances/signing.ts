import type { Mongo } from '@platform/mongo';

/** Until when a process has lived that signs with a key, by the server's clock. Kept: an operator lets the key go by it. */
export interface SigningRow {
  /** The name of the key. */
  readonly _id: string;
  readonly signs_until: Date;
}

/** Says that a process lives which signs with this key. */
export function signing(mongo: Mongo, kid: string): () => Promise<void> {
  const rows = mongo.collection<SigningRow>('signing_keys');
  return async () => {
    await rows.updateOne({ _id: kid }, { $currentDate: { signs_until: true } }, { upsert: true });
  };
}
