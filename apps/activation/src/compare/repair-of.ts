import type { FactDocument } from '../facts/document.ts';
import { type Difference, gives, sameContent } from './compare-facts.ts';
import { tombstoneOf } from './tombstone-of.ts';

/** `apply`: through the usual door, if newer. `replace`: in place of exactly the fact that was compared. `hold`: not without an operator. */
export type Repair =
  | { readonly how: 'apply'; readonly fact: FactDocument }
  | { readonly how: 'replace'; readonly fact: FactDocument; readonly instead: FactDocument }
  | { readonly how: 'hold' };

export interface Compared {
  readonly theirs: FactDocument | undefined;
  readonly ours: FactDocument | undefined;
}

/**
 * What mends a difference. An owner that has lost its last changes (a restored database) may know a right as given that was
 * taken away since; such a fact is held until an operator says that owners win.
 */
export function repairOf(difference: Difference, { theirs, ours }: Compared, ownersWin: boolean): Repair {
  if (theirs && (difference === 'missing' || difference === 'older')) return { how: 'apply', fact: theirs };
  if (!ours) return { how: 'hold' };
  if (!theirs) return { how: 'replace', fact: tombstoneOf(ours), instead: ours };
  const harmless = difference === 'different' || !gives(theirs) || sameContent(theirs, ours);
  return harmless || ownersWin ? { how: 'replace', fact: theirs, instead: ours } : { how: 'hold' };
}
