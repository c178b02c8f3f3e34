import type { Saved } from '@platform/mongo';
import type { Context } from '../context.ts';
import type { Imported, LegacyKey } from '../domain/legacy-key.ts';

/** More keys than any workspace has; a list beyond it is cut, and `total_size` with it. */
const MOST = 10_000;

export type ImportedKey = Saved<LegacyKey> & { readonly imported: Imported };

/** The keys of one workspace that were taken in, ordered by id. */
export async function keysOf({ keys }: Context, workspaceId: string): Promise<readonly ImportedKey[]> {
  const found = await keys.list({ 'state.imported.workspaceId': workspaceId }, { limit: MOST });
  return found.flatMap((key) => importedKey(key) ?? []);
}

export const importedKey = (key: Saved<LegacyKey>): ImportedKey | undefined =>
  key.state.imported ? { ...key, imported: key.state.imported } : undefined;
