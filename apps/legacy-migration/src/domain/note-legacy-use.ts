import type { LegacyKey, LegacyKeyEvent } from './legacy-key.ts';
import { tellingStage } from './telling-stage.ts';

/** A legacy key was presented. Counts each time it is called: the inbox keeps a use from being heard twice. */
export const noteLegacyUse = (key: LegacyKey, at: Date, now: Date): readonly LegacyKeyEvent[] =>
  tellingStage(key, [{ type: 'LegacyKeyUsed', data: { at } }], now);
