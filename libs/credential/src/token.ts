import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { base62Of, type Random, randomBase62 } from './base62.ts';

export type TokenKind = 'developer' | 'ci';

/** Contract §5.4. A future format gets another prefix (`lsat2_`), so that old readers see that they cannot read it. */
export const prefixOf: Readonly<Record<TokenKind, string>> = { developer: 'lsat_', ci: 'lsci_' };

const BODY = 32;
const CHECKSUM = 6;
/** Characters after the prefix. */
export const TAIL = BODY + CHECKSUM;

/** Finds token values in any text, for redaction. It is global: use it with `replace` and `matchAll`, not with `test`. */
export const tokenPattern = /\bls(?:at|ci)_[0-9A-Za-z]{38}\b/g;

const anywhere = /ls(?:at|ci)_[0-9A-Za-z]{38}/;

const SHORTEST = prefixOf.developer.length + TAIL;

/** Whether a text holds a token value, whatever stands around it: such a text is kept nowhere. */
export const holdsToken = (text: string): boolean =>
  text.length >= SHORTEST && (text.includes('lsat_') || text.includes('lsci_')) && anywhere.test(text);

const whole = /^ls(at|ci)_[0-9A-Za-z]{38}$/;

/** A new token value: prefix, 32 characters of chance (190 bits), 6 characters of CRC32 over both (contract §5.4). */
export function makeToken(kind: TokenKind, random: Random = randomBytes): string {
  const text = prefixOf[kind] + randomBase62(BODY, random);
  return text + checksumOf(text);
}

/**
 * The kind of a well-formed token, else undefined. The checksum catches for certain: any change of one or two characters
 * of the body, any exchange of two neighbours, any change within the checksum; every change of length is caught by the
 * length. Other damage passes with a chance of 1 in 2^32. It says nothing about whether the token exists.
 */
export function kindOfToken(value: string): TokenKind | undefined {
  const [, letters] = whole.exec(value) ?? [];
  if (!letters || checksumOf(value.slice(0, -CHECKSUM)) !== value.slice(-CHECKSUM)) return undefined;
  return letters === 'at' ? 'developer' : 'ci';
}

/** Whether the value ends like a token of ours although its start is damaged or missing. */
export function endsLikeToken(value: string): boolean {
  const tail = value.slice(-TAIL);
  return Object.values(prefixOf).some((prefix) => kindOfToken(prefix + tail) !== undefined);
}

const checksumOf = (text: string): string => base62Of(crc32(text), CHECKSUM);
