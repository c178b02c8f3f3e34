import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

/** next: published, not used yet; active: signs; retiring: only verifies. A retired key is in no list (contract §5.5). */
export const keyStates = ['next', 'active', 'retiring'] as const;
export type KeyState = (typeof keyStates)[number];

/** One key speaks for another: `by` has signed the name and the public half of `kid`. */
export interface Voucher {
  readonly kid: string;
  readonly x: string;
  readonly by: string;
  readonly signature: string;
}

/** A signing key as it stands in the configuration. */
export interface StoredKey {
  readonly kid: string;
  readonly state: KeyState;
  /** PKCS #8 DER of an Ed25519 private key, base64. */
  readonly pkcs8: string;
  /** Why somebody who knows an older key may trust this one: from the oldest voucher to its own. */
  readonly vouchers?: readonly Voucher[] | undefined;
}

/** A signing key, ready for use. */
export interface SigningKey {
  readonly kid: string;
  readonly state: KeyState;
  readonly privateKey: KeyObject;
  /** The JWS header, encoded once. */
  readonly header: string;
  readonly vouchers: readonly Voucher[];
}

/** One public key of the published set. */
export interface PublicKey extends JsonWebKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
  readonly state: KeyState;
  /** Left out where nobody vouches for the key. */
  readonly vouchers?: readonly Voucher[];
}

export interface Jwks {
  readonly keys: readonly PublicKey[];
}

const headerOf = (kid: string): string =>
  Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'ls-lease+jwt', kid })).toString('base64url');

/** Reads a stored key. Throws a TypeError that names the key (never its bytes) when it is no Ed25519 private key. */
export function signingKey({ kid, state, pkcs8, vouchers = [] }: StoredKey): SigningKey {
  const privateKey = privateKeyOf(kid, pkcs8);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError(`signing key ${kid} is not an Ed25519 key`);
  return { kid, state, privateKey, header: headerOf(kid), vouchers };
}

function privateKeyOf(kid: string, pkcs8: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    throw new TypeError(`signing key ${kid} cannot be read; give base64 of its PKCS #8 DER`);
  }
}

/** A fresh key for a configuration: development, tests and the rotation runbook. */
export function newStoredKey(kid: string, state: KeyState = 'active'): StoredKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { kid, state, pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
}

/** The key that signs. Throws a TypeError unless exactly one is active. */
export function activeKey(keys: readonly SigningKey[]): SigningKey {
  const [active, ...more] = keys.filter(({ state }) => state === 'active');
  if (!active || more.length > 0) throw new TypeError('exactly one signing key must be active');
  return active;
}

/** The public halves, to be served as /.well-known/license-jwks.json. */
export const jwksOf = (keys: readonly SigningKey[]): Jwks => ({ keys: keys.map(publicKeyOf) });

function publicKeyOf(key: SigningKey): PublicKey {
  const { kid, state, vouchers } = key;
  const shown = { kty: 'OKP', crv: 'Ed25519', x: publicHalfOf(key), kid, use: 'sig', alg: 'EdDSA', state } as const;
  return vouchers.length > 0 ? { ...shown, vouchers } : shown;
}

/** The public half of a key, as `x` in a JWK. */
export function publicHalfOf({ kid, privateKey }: SigningKey): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError(`signing key ${kid} has no public half`);
  return x;
}
