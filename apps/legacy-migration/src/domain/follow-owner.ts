import type { LegacyKey, LegacyKeyEvent } from './legacy-key.ts';
import { merge, type OwnerFacts, same } from './owner.ts';
import { tellingStage } from './telling-stage.ts';

/** The owner joined, left, got a license or used their Auth Token. Facts that the key knows change nothing. */
export function followOwner(key: LegacyKey, facts: OwnerFacts, now: Date): readonly LegacyKeyEvent[] {
  if (same(merge(key.owner, facts), key.owner)) return [];
  return tellingStage(key, [{ type: 'LegacyKeyOwnerHeard', data: facts }], now);
}
