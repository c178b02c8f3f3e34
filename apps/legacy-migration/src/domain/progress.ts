import type { LegacyKey, Stage } from './legacy-key.ts';
import { isDormant, stageOf } from './stage.ts';
import { usesOfLastDays } from './uses.ts';

export interface Progress {
  readonly total: number;
  /** Removed keys; removal comes with the campaign. */
  readonly done: number;
  readonly dormant: number;
  readonly stages: ReadonlyMap<Stage, number>;
  readonly usesLast30Days: number;
}

/** How far a workspace has come at an instant. */
export function progressOf(keys: readonly LegacyKey[], now: Date): Progress {
  const stages = new Map<Stage, number>();
  for (const key of keys) stages.set(stageOf(key, now), (stages.get(stageOf(key, now)) ?? 0) + 1);
  return {
    total: keys.length,
    done: 0,
    dormant: keys.filter((key) => isDormant(key, now)).length,
    stages,
    usesLast30Days: keys.reduce((sum, { uses }) => sum + usesOfLastDays(uses, 30, now), 0),
  };
}
