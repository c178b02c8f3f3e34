import type { FieldProblem } from '@platform/kernel';

const LONGEST = 100;
// Control and format characters (line breaks, direction overrides, zero width) have no place in a name.
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** One spelling for one name: composed characters, single blanks, none at the ends. */
export const tidyName = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ');

/** What is wrong with a person's name, if anything. */
export function nameProblem(name: string): FieldProblem | undefined {
  const tidy = tidyName(name);
  if (tidy !== '' && [...tidy].length <= LONGEST && !unfit.test(name)) return undefined;
  return { field: 'name', reason: 'NAME_INVALID', detail: `Give a name of 1 to ${LONGEST} characters on one line.` };
}
