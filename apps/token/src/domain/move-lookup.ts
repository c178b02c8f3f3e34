import type { LegacyCredential, LegacyLookupMoved } from './legacy-credential.ts';
import type { Token, TokenLookupMoved } from './token.ts';

/** Where a credential is found under a pepper. */
export interface MovedLookup {
  readonly lookup: string;
  readonly pepper: string;
}

/** A live token moves to the current pepper; a dead one stays where it is known as dead, for its value is gone. */
export const moveLookup = (token: Token, { lookup, pepper }: MovedLookup): readonly TokenLookupMoved[] =>
  token.status === 'active' && token.pepper !== pepper ? [{ type: 'TokenLookupMoved', data: { lookup, pepper } }] : [];

/** A legacy key that is known moves when it comes again: only then is its hash at hand. */
export const moveLegacyLookup = (
  credential: LegacyCredential,
  { lookup, pepper }: MovedLookup,
): readonly LegacyLookupMoved[] =>
  credential.status === 'active' && credential.pepper !== pepper
    ? [{ type: 'LegacyLookupMoved', data: { lookup, pepper } }]
    : [];
