import type { Imported, LegacyKey, LegacyKeyEvent } from './legacy-key.ts';
import type { OwnerFacts } from './owner.ts';
import { tellingStage } from './telling-stage.ts';

/** Takes a key in, with what is known of its owner. The same key again changes nothing, whatever the new row says. */
export function importLegacyKey(key: LegacyKey, imported: Imported, owner: OwnerFacts): readonly LegacyKeyEvent[] {
  if (key.imported) return [];
  return tellingStage(key, [{ type: 'LegacyKeyImported', data: { ...imported, owner } }], imported.at);
}
