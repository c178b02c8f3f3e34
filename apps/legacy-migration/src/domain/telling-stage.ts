import { fold } from '@platform/kernel';
import { evolve, type LegacyKey, type LegacyKeyEvent } from './legacy-key.ts';
import { evidenceOf, stageOf } from './stage.ts';

/** Adds the change of stage that the events bring about, if they do. A key that is not imported yet has none. */
export function tellingStage(key: LegacyKey, events: readonly LegacyKeyEvent[], now: Date): readonly LegacyKeyEvent[] {
  const next = fold(evolve, key, events);
  const to = stageOf(next, now);
  if (events.length === 0 || !next.imported || to === next.stage) return events;
  const data = { from: next.stage, to, evidence: evidenceOf[to], at: now };
  return [...events, { type: 'LegacyKeyStageChanged', data }];
}
