import type { Migration } from '@platform/mongo';

/** Facts are found by `_id` alone. Decisions and activations are forgotten when their time is over. */
export const initial: Migration = {
  id: '0001-initial',
  up: async (db) => {
    const existing = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
    for (const name of ['facts', 'decisions', 'activations']) if (!existing.has(name)) await db.createCollection(name);
    await db.collection('decisions').createIndexes([
      { name: 'forget', key: { forget_at: 1 }, expireAfterSeconds: 0 },
      { name: 'of_workspace', key: { workspace_id: 1, at: -1 } },
    ]);
    await db.collection('activations').createIndexes([
      { name: 'forget', key: { forget_at: 1 }, expireAfterSeconds: 0 },
      { name: 'leases_of_credential', key: { credential_id: 1, lease_not_after: 1 } },
    ]);
  },
};
