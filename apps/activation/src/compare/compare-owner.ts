import { setTimeout as pause } from 'node:timers/promises';
import type { FactKind } from '../facts/kinds.ts';
import { type Finding, type Mending, mend } from './mend.ts';
import { fromOurs, fromTheirs, type Pace, type Page, type Suspect } from './suspects.ts';

export interface OwnerComparison extends Mending {
  readonly pace: Pace;
  /** A fact that is under way this long is one that differs. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  readonly onCompared: (kinds: readonly FactKind[]) => void;
  readonly onFinding: (finding: Finding) => void;
}

/** Suspects that are held in memory before they are looked at again. */
const most = 5_000;

/** Compares everything that one owner knows with everything that we know of it. Raises when the owner or the database is away. */
export async function compareOwner(comparison: OwnerComparison): Promise<void> {
  const found = new Set<string>();
  for (const walk of [fromTheirs, fromOurs]) {
    for await (const suspects of batchesOf(walk(comparison), comparison.onCompared)) {
      await pause(comparison.graceMs, undefined, { signal: comparison.signal });
      const fresh = suspects.filter(({ key }) => !found.has(key));
      for (const finding of await mend(comparison, fresh)) {
        found.add(finding.key);
        comparison.onFinding(finding);
      }
    }
  }
}

async function* batchesOf(
  pages: AsyncGenerator<Page>,
  onCompared: OwnerComparison['onCompared'],
): AsyncGenerator<readonly Suspect[]> {
  let waiting: Suspect[] = [];
  for await (const { kinds, suspects } of pages) {
    onCompared(kinds);
    waiting.push(...suspects);
    if (waiting.length < most) continue;
    yield waiting;
    waiting = [];
  }
  if (waiting.length > 0) yield waiting;
}
