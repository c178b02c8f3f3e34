import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { type Owner, ownOwner } from '../record/owner.ts';

/** Where a process is: the folder of its journal, on its machine, and its own name there. */
export interface Place {
  readonly folder: string;
  readonly owner: Owner;
}

/** The place of this process. */
export const placeOf = (journal: string): Place => ({
  folder: `${hostname()}/${boot()}${resolve(journal)}`,
  owner: ownOwner(),
});

/** Tells machines of one name apart; '' where the system does not. */
function boot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}
