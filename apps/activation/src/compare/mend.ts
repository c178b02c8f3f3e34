import type { Facts } from '../facts/facts.ts';
import type { KeptFacts } from '../facts/kept-facts.ts';
import { compareFacts, type Difference, stillDiffers } from './compare-facts.ts';
import type { Owner } from './owners.ts';
import { type Compared, type Repair, repairOf } from './repair-of.ts';
import { byKey, type Suspect } from './suspects.ts';

/** A difference that has stood still, and what was done about it. */
export interface Finding extends Compared {
  readonly key: string;
  readonly difference: Difference;
  readonly repaired: boolean;
  /** Not to be repaired without an operator. */
  readonly held: boolean;
  /** Still different after all. */
  readonly remains: boolean;
}

export interface Mending {
  readonly owner: Owner;
  readonly kept: KeptFacts;
  readonly facts: Pick<Facts, 'apply'>;
  readonly repair: boolean;
  readonly ownersWin: boolean;
}

const size = 200;

/** Looks at suspects again, mends what really differs when that is wished, and looks once more. */
export async function mend(mending: Mending, suspects: readonly Suspect[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let from = 0; from < suspects.length; from += size) {
    findings.push(...(await mendSome(mending, suspects.slice(from, from + size))));
  }
  return findings;
}

async function mendSome(mending: Mending, suspects: readonly Suspect[]): Promise<readonly Finding[]> {
  const seen = await lookAgain(mending, suspects);
  if (seen.length === 0) return [];
  const done = await Promise.all(seen.map((one) => doRepair(mending, one)));
  const remaining = new Set((await lookAgain(mending, seen)).map(({ key }) => key));
  return seen.map((one, index) => ({
    ...one,
    repaired: done[index] ?? false,
    held: mending.repair && one.repair.how === 'hold',
    remains: remaining.has(one.key),
  }));
}

interface Seen extends Compared {
  readonly key: string;
  readonly difference: Difference;
  readonly repair: Repair;
}

/** Ours first, then the owner's: so that only what is under way can look older than it is. */
async function lookAgain({ owner, kept, ownersWin }: Mending, suspects: readonly Suspect[]): Promise<readonly Seen[]> {
  const keys = suspects.map(({ key }) => key);
  const ours = byKey(await kept.under(keys));
  const theirs = byKey(await owner.under(keys));
  return suspects.flatMap(({ key, theirs: first }) => {
    const now = { theirs: theirs.get(key), ours: ours.get(key) };
    const difference = compareFacts(now.theirs, now.ours);
    if (!stillDiffers(difference, first, now.ours)) return [];
    return [{ key, difference, ...now, repair: repairOf(difference, now, ownersWin) }];
  });
}

/** True when it was written. A fact that changed meanwhile is newer than what we know: it stays. */
async function doRepair({ facts, kept, repair }: Mending, one: Seen): Promise<boolean> {
  if (!repair || one.repair.how === 'hold') return false;
  if (one.repair.how === 'apply') return (await facts.apply([one.repair.fact])).applied > 0;
  return kept.replace(one.repair.instead, one.repair.fact);
}
