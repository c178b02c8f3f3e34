import { counter, gauge, type Logger } from '@platform/telemetry';
import type { FactKind } from '../facts/kinds.ts';
import { type Comparison, kindOf, nameOf } from './comparison.ts';
import type { Finding } from './mend.ts';

const looked = counter('facts_compared_total', 'Facts that were compared with their owner, by kind.');
const repairs = counter('facts_repaired_total', 'Facts that were repaired, by kind and difference.');
const comparisons = counter('facts_comparisons_total', 'Comparisons with an owner, by owner and outcome.');

export const compared = (kind: FactKind): void => looked.add(1, { kind });

/** A fact differs from its owner's: who and how, never what. What needs nobody any more is a warning. */
export function factDiffers(log: Logger, finding: Finding): void {
  const { difference, repaired, held, remains, theirs, ours } = finding;
  const kind = kindOf(finding);
  if (repaired) repairs.add(1, { kind, difference });
  const said = {
    ...{ kind, difference, id: nameOf(finding), repaired, held, remains },
    ...{ ownersVersion: theirs?.version, ourVersion: ours?.version },
  };
  const serious = difference === 'different' || difference === 'newer' || remains;
  if (serious) log.error(said, 'a fact differs from its owner');
  else if (difference === 'surplus') log.warn(said, 'a fact that its owner knows nothing of was ended');
  else log.warn(said, 'a fact came late and was brought');
}

export function ownerCompared(log: Logger, owner: string, err?: unknown): void {
  comparisons.add(1, { owner, outcome: err === undefined ? 'done' : 'failed' });
  if (err !== undefined) log.warn({ owner, err }, 'the facts of an owner could not be compared');
}

/** Tells how many facts differ after the last comparison, by kind: 0 is right. Gives the function that ends it. */
export const watchDiffering = (last: () => Comparison | undefined): (() => void) =>
  gauge('facts_differing', 'Facts that differ from their owner after the last comparison, by kind; must be 0.', () =>
    Object.entries(last()?.kinds ?? {}).map(([kind, { differing }]) => ({ value: differing, labels: { kind } })),
  );

/**
 * Tells how long ago this process has compared the facts of every owner: it grows when comparisons fail, hang or do not
 * begin. One that leaves them to another instance grows, too: the smallest counts. Gives the function that ends it.
 */
export const watchCompared = (secondsAgo: () => number): (() => void) =>
  gauge('facts_compared_seconds_ago', 'Time since all facts were compared with their owners.', secondsAgo);
