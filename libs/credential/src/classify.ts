import { displayOf } from './display.ts';
import { endsLikeToken, kindOfToken, TAIL } from './token.ts';
import { trimmed } from './trimmed.ts';

export type CredentialKind = 'developer' | 'ci' | 'legacy' | 'malformed' | 'missing';

/** A credential as its shape tells, before anybody has looked it up. */
export interface Credential {
  readonly kind: CredentialKind;
  /** Trimmed. Secret, unless it is missing. */
  readonly value: string;
  /** What may be shown and logged. */
  readonly display: string;
  /** For `malformed` and `missing`: one sentence for the person. */
  readonly why?: string;
}

const MISSING = 'There is nothing but quotes and blanks.';
const DAMAGED = 'It looks truncated or mistyped: copy the whole token from the Auth Tokens page.';
const UNKNOWN = 'It has neither the form of an Auth Token nor that of a legacy key.';

/** Legacy keys have no prefix and no checksum (C-11); nothing but their characters and length can be checked. */
const legacyShape = /^[A-Za-z0-9_-]{8,64}$/;
/** `lsat_`, `lsci_`, and what later formats will look like (`lsat2_`, `lsap_`). */
const tokenPrefix = /^ls[a-z]{2}[0-9]*_/i;
const tokenLetters = /^ls(at|ci)/i;

/**
 * Says what a credential is by its shape alone, whichever variable it came in (S-85, S-170). Never throws: what is no
 * credential is `malformed` or `missing`, and says why.
 */
export function classify(raw: string | undefined): Credential {
  const value = trimmed(raw ?? '');
  if (value === '') return { kind: 'missing', value, display: '', why: MISSING };
  const kind = kindOfToken(value);
  if (kind) return { kind, value, display: displayOf(value) };
  if (isDamagedToken(value)) return { kind: 'malformed', value, display: displayOf(value), why: DAMAGED };
  if (legacyShape.test(value)) return { kind: 'legacy', value, display: displayOf(value) };
  return { kind: 'malformed', value, display: displayOf(value), why: UNKNOWN };
}

/**
 * Whatever was meant as a token must not be taken for a legacy key: its holder would be told "unknown" where
 * "mistyped" is true. A short legacy key that happens to begin with the letters of a prefix stays a legacy key.
 */
const isDamagedToken = (value: string): boolean =>
  tokenPrefix.test(value) || (tokenLetters.test(value) && value.length >= TAIL) || endsLikeToken(value);
