import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readKeys, type VersionedKeys } from './keys.ts';

/** Keys of AES-256-GCM: the first seals, all of them open. */
export type Keyring = VersionedKeys;

const FORMAT = 1;
const IV = 12;
const TAG = 16;

/** Reads a keyring from a setting, `v2:base64,v1:base64`, 32 bytes each. Raises a TypeError that quotes no key. */
export const keyring = (text: string): Keyring => readKeys(text, { atLeast: 32, atMost: 32 });

/**
 * Seals `plaintext` under the current key. `context` says what it belongs to (an id, a purpose); it is not stored, and
 * the same context is needed to open, so a sealed value that is moved to another record does not open there.
 * Form: format, length of the version, version, IV, tag, ciphertext; all of it is authenticated.
 */
export function seal(keys: Keyring, plaintext: string | Uint8Array, context: string): Buffer {
  const [current] = keys;
  const header = headerOf(current.version);
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', current.key, iv, { authTagLength: TAG });
  cipher.setAAD(bound(header, context));
  const hidden = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), hidden]);
}

/** Opens what `seal` made with the same context. Raises `CannotOpen` for anything else, without quoting any of it. */
export function open(keys: Keyring, sealed: Uint8Array, context: string): Buffer {
  const { header, version, rest } = take(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength));
  const known = keys.find((one) => one.version === version);
  if (!known) throw new CannotOpen('it is sealed under a key that is not in the keyring');
  const decipher = createDecipheriv('aes-256-gcm', known.key, rest.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(bound(header, context));
  decipher.setAuthTag(rest.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipher.update(rest.subarray(IV + TAG)), decipher.final()]);
  } catch {
    throw new CannotOpen('it was changed, or belongs to another context');
  }
}

/** The version of the key that `sealed` needs: which rows must be sealed anew before a key may go. */
export const sealedUnder = (sealed: Uint8Array): string => take(Buffer.from(sealed)).version;

export class CannotOpen extends Error {
  constructor(why: string) {
    super(`A sealed value does not open: ${why}.`);
    this.name = 'CannotOpen';
  }
}

const headerOf = (version: string) => Buffer.concat([Buffer.from([FORMAT, version.length]), Buffer.from(version)]);
const bound = (header: Buffer, context: string) => Buffer.concat([header, Buffer.from(context)]);

function take(sealed: Buffer) {
  const header = sealed.subarray(0, 2 + (sealed[1] ?? 0));
  const rest = sealed.subarray(header.length);
  if (sealed[0] !== FORMAT || rest.length < IV + TAG) throw new CannotOpen('it is too short or of an unknown format');
  return { header, version: header.subarray(2).toString(), rest };
}
