import { sign } from 'node:crypto';
import type { LeaseClaims } from './claims.ts';
import type { SigningKey } from './keys.ts';

const encode = (claims: LeaseClaims): string => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** The lease as compact JWS, signed with Ed25519 on the calling thread (about 35 µs). */
export function signLease(claims: LeaseClaims, { header, privateKey }: SigningKey): string {
  const signed = `${header}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** The same, signed in libuv's thread pool: the event loop stays free while it is signed. */
export function signLeaseInPool(claims: LeaseClaims, { header, privateKey }: SigningKey): Promise<string> {
  const signed = `${header}.${encode(claims)}`;
  return new Promise((resolve, reject) => {
    sign(null, Buffer.from(signed), privateKey, (error, signature) =>
      error ? reject(error) : resolve(`${signed}.${signature.toString('base64url')}`),
    );
  });
}
