import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '@platform/kernel';
import type { Logger } from '@platform/telemetry';
import type { Facts } from '../facts/facts.ts';
import type { KeptFacts } from '../facts/kept-facts.ts';
import { compareOwner } from './compare-owner.ts';
import { type Comparison, tallyOf } from './comparison.ts';
import type { Owner } from './owners.ts';
import { compared, factDiffers, ownerCompared } from './telemetry.ts';

export interface CompareOptions {
  readonly repair: boolean;
  /** The owners' facts win, also where they give a right that was taken away: only after a restore. */
  readonly ownersWin: boolean;
}

/** Compares all facts with their owners. */
export type Compare = (options: CompareOptions) => Promise<Comparison>;

export interface ComparerOptions {
  readonly owners: readonly Owner[];
  readonly kept: KeptFacts;
  readonly facts: Pick<Facts, 'apply'>;
  /** Facts per second that are looked at. */
  readonly perSecond: number;
  readonly graceMs: number;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** A comparison from the first owner to the last. One that cannot be asked does not keep the others from being compared. */
export function comparer({ owners, perSecond, signal, log, ...around }: ComparerOptions): Compare {
  const pace = (facts: number) => pause((facts * SECOND) / perSecond, undefined, { signal });
  return async (options) => {
    const tally = tallyOf();
    const unreachable: string[] = [];
    for (const owner of owners) {
      for (const kind of owner.kinds) tally.begin(kind);
      try {
        await compareOwner({
          ...{ ...around, ...options, owner, pace, signal },
          onCompared: (kinds) => {
            for (const kind of kinds) {
              tally.compared(kind);
              compared(kind);
            }
          },
          onFinding: (finding) => {
            tally.finding(finding);
            factDiffers(log, finding);
          },
        });
        ownerCompared(log, owner.name);
      } catch (error) {
        if (signal.aborted) throw error;
        unreachable.push(owner.name);
        ownerCompared(log, owner.name, error);
      }
    }
    return tally.close(unreachable);
  };
}
