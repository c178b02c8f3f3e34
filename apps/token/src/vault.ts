import { displayOf, legacyLookupOf, lookupOf, makeToken, type Peppers } from '@platform/credential';
import type { TokenId } from '@platform/kernel';
import { type Keyring, open, seal } from '@platform/sealed';
import type { Sealed } from './domain/seal-anew.ts';
import type { Secret, Token } from './domain/token.ts';

/** A new value, to be told once, and what is kept of it. */
export interface Minted {
  readonly value: string;
  readonly secret: Secret;
}

export interface Lookup {
  readonly lookup: string;
  readonly pepper: string;
}

/** The only place where values are made and opened. */
export interface Vault {
  mint(id: TokenId): Minted;
  /** Version of the pepper under which credentials are stored now. */
  readonly pepper: string;
  /** Where a live token is found under the current pepper. */
  lookupOf(token: Token): Lookup;
  /** Version of the key under which values are sealed now. */
  readonly sealingKey: string;
  /** The value of a live token, sealed under the current key. */
  sealAnew(token: Token): Sealed;
  /** The value of a token that is alive. */
  valueOf(token: Token): string;
  /** Under which a legacy key may be known; the first is the one to store it under. */
  legacyLookups(sha256: Uint8Array): readonly [Lookup, ...Lookup[]];
}

/** While two peppers live, new credentials are stored under the first and old ones are still found under the second. */
export const vault = (peppers: Peppers, keys: Keyring): Vault => ({
  mint(id) {
    const [pepper] = peppers;
    const value = makeToken('developer');
    const lookup = lookupOf(value, pepper).toString('base64url');
    const secret = { lookup, pepper: pepper.version, ...sealed(keys, value, id), display: displayOf(value) };
    return { value, secret };
  },
  pepper: peppers[0].version,
  lookupOf: (token) => ({
    lookup: lookupOf(opened(keys, token), peppers[0]).toString('base64url'),
    pepper: peppers[0].version,
  }),
  sealingKey: keys[0].version,
  sealAnew: (token) => sealed(keys, opened(keys, token), token.id),
  valueOf: (token) => opened(keys, token),
  legacyLookups(sha256) {
    const under = (pepper: Peppers[0]): Lookup => ({
      lookup: legacyLookupOf(sha256, pepper).toString('base64url'),
      pepper: pepper.version,
    });
    const [current, ...older] = peppers;
    return [under(current), ...older.map(under)];
  },
});

/** The id of its token belongs to a sealed value: copied to another token it does not open. */
const sealed = (keys: Keyring, value: string, id: TokenId): Sealed => ({
  sealed: seal(keys, value, id),
  sealedUnder: keys[0].version,
});

function opened(keys: Keyring, { id, sealed }: Token): string {
  if (!sealed) throw new TypeError(`the value of ${id} is gone`);
  return open(keys, sealed, id).toString();
}
