import { above, type Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import type { Imported, LegacyKey } from '../domain/legacy-key.ts';

/** How many are read at a time. */
const CHUNK = 500;

export type ImportedKey = Saved<LegacyKey> & { readonly imported: Imported };

/** The keys of one workspace that were taken in, all of them, ordered by id. */
export async function keysOf({ keys }: Context, workspaceId: string): Promise<readonly ImportedKey[]> {
  const all: ImportedKey[] = [];
  for (let after = ''; ; ) {
    const filter = { 'state.imported.workspaceId': workspaceId, id: above(after) } as const;
    const found = await keys.list(filter, { limit: CHUNK });
    all.push(...found.flatMap((key) => importedKey(key) ?? []));
    const last = found.at(-1);
    if (!last || found.length < CHUNK) return all;
    after = last.id;
  }
}

export const importedKey = (key: Saved<LegacyKey>): ImportedKey | undefined =>
  key.state.imported ? { ...key, imported: key.state.imported } : undefined;
