export type { Random } from './base62.ts';
export * from './classify.ts';
export * from './display.ts';
export * from './lookup.ts';
export { holdsToken, kindOfToken, makeToken, prefixOf, type TokenKind, tokenPattern } from './token.ts';
export { trimmed } from './trimmed.ts';
