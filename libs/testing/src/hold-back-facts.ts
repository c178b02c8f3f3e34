import { HOUR } from '@platform/kernel';
import type { Mongo } from '@platform/mongo';

/**
 * Keeps the relay from the facts that are owed now, as a long back-off would: it leaves young rows to whoever committed
 * them, and these stay young. Whoever answers without telling them is found out, however slow the test.
 */
export async function holdBackFacts({ outbox, collection }: Pick<Mongo, 'outbox' | 'collection'>): Promise<void> {
  const owed = await outbox.unsent('facts', 1_000);
  if (owed.length === 0) throw new TypeError('no facts are owed');
  const young = { $set: { created_at: new Date(Date.now() + HOUR) } };
  await collection<{ _id: string }>('outbox').updateMany({ _id: { $in: owed.map((row) => row._id) } }, young);
}
