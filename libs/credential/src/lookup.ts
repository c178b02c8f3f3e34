import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { readKeys, type VersionedKey, type VersionedKeys } from '@platform/sealed';
import type { Credential } from './classify.ts';

/** The secret without which a stolen table of lookups cannot be tried against guesses. */
export type Pepper = VersionedKey;
export type Peppers = VersionedKeys;

/** Reads `v2:base64,v1:base64`, 32 to 64 bytes each, the current one first. Raises a TypeError that quotes no key. */
export const peppers = (text: string): Peppers => readKeys(text, { atLeast: 32, atMost: 64 });

/** The key under which a token is found: HMAC-SHA-256(pepper, value), 32 bytes. */
export const lookupOf = (value: string, pepper: Pepper): Buffer => hmac(pepper, value);

/** The key under which a legacy key is found. Its value was never given to us, only its SHA-256. */
export function legacyLookupOf(sha256: Uint8Array, pepper: Pepper): Buffer {
  if (sha256.length !== 32) throw new TypeError('a SHA-256 has 32 bytes');
  return hmac(pepper, sha256);
}

export const sha256Of = (value: string): Buffer => createHash('sha256').update(value).digest();

/** Every key under which a credential may be found, current pepper first; none for what is malformed or missing. */
export function lookupsOf(credential: Pick<Credential, 'kind' | 'value'>, live: Peppers): readonly Buffer[] {
  switch (credential.kind) {
    case 'developer':
    case 'ci':
      return live.map((pepper) => lookupOf(credential.value, pepper));
    case 'legacy': {
      const digest = sha256Of(credential.value);
      return live.map((pepper) => legacyLookupOf(digest, pepper));
    }
    default:
      return [];
  }
}

const hmac = (pepper: Pepper, data: string | Uint8Array): Buffer =>
  createHmac('sha256', readied(pepper)).update(data).digest();

const ready = new WeakMap<Pepper, KeyObject>();

/** Bytes would be made a key again for every HMAC, which costs six times as much as the HMAC. */
function readied(pepper: Pepper): KeyObject {
  const before = ready.get(pepper);
  if (before) return before;
  const made = createSecretKey(pepper.key);
  ready.set(pepper, made);
  return made;
}
