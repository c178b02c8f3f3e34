import { askedOf } from '../knobs.ts';
import type { PagesOptions } from './bench-pages.ts';

export interface Asked extends PagesOptions {
  readonly json: string | undefined;
  readonly write: boolean;
}

const knobs = {
  pages: { standard: 1_000, least: 1, says: 'open pages, eight of each browser' },
  changes: { standard: 200, least: 1, says: 'changes whose way to every page is timed, one after the other' },
  flood: { standard: 5_000, says: 'changes of the memory run; 0 leaves it out' },
};

/** Reads the command line of the bench of open pages. Raises a TypeError with the usage when it is not understood. */
export function askedForPages(args: readonly string[]): Asked {
  const { values, json, write } = askedOf('pages', knobs, args);
  return { ...values, json, write };
}
