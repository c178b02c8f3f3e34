import type { Token, TokenSealedAnew } from './token.ts';

/** A value as it is kept, and the version of the key that opens it. */
export interface Sealed {
  readonly sealed: Buffer;
  readonly sealedUnder: string;
}

/** A live value is sealed under the current key, so that an older one can go; a dead token has none left. */
export const sealAnew = (token: Token, { sealed, sealedUnder }: Sealed): readonly TokenSealedAnew[] =>
  token.status === 'active' && token.sealedUnder !== sealedUnder
    ? [{ type: 'TokenSealedAnew', data: { sealed, sealedUnder } }]
    : [];
