import { ThinBar } from './thin-bar.tsx';
import { words } from './words.ts';

/** A thin bar: which part is missing while the rest of the page works. */
export const DegradedBar = ({ missing }: { readonly missing: readonly string[] }) =>
  missing.length === 0 ? null : <ThinBar>{words.missing(new Intl.ListFormat('en').format(missing))}</ThinBar>;
