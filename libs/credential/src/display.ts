import { kindOfToken, prefixOf } from './token.ts';

/**
 * What may be shown of a credential: `lsat_…9fQ2` for a token, `"abc..."(10)` for a legacy key (C-11). Of a damaged token
 * nothing but its length: it may be one keystroke away from the true one.
 */
export function displayOf(value: string): string {
  const kind = kindOfToken(value);
  if (kind) return `${prefixOf[kind]}…${value.slice(-4)}`;
  const characters = [...value];
  if (value.startsWith('ls') || characters.length > 64 || characters.length < 8) return `"..."(${characters.length})`;
  return legacyDisplay(characters.slice(0, 3).join(''), characters.length);
}

/** The display of a legacy key of which only the first three characters and the length are known. */
export const legacyDisplay = (start: string, length: number): string => `"${start}..."(${length})`;
