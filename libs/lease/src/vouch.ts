import { sign } from 'node:crypto';
import { publicHalfOf, type StoredKey, signingKey, type Voucher } from './keys.ts';
import { isSignedBy, type LeaseKeySet } from './verify.ts';

/** A published key, as far as somebody who has to trust it wants to know it. */
export interface PublishedKey {
  readonly kid: string;
  readonly x: string;
  /** From the oldest to the one for this key. */
  readonly vouchers?: readonly Voucher[] | undefined;
}

export interface PublishedKeys {
  readonly keys: readonly PublishedKey[];
}

/** What a voucher signs. It can never be a lease, nor a lease one: no JWS has a NUL in it. */
const statement = ({ kid, x }: PublishedKey): string => `ls-lease key\0${kid}\0${x}`;

/**
 * A key that another one vouches for: whoever trusts `by`, or a key that once vouched for it, may trust the fresh one
 * without being told. So keys change while clients with older keys are about (contract §6.4).
 */
export function vouchFor(fresh: StoredKey, by: StoredKey): StoredKey {
  const signer = signingKey(by);
  const key = { kid: fresh.kid, x: publicHalfOf(signingKey(fresh)) };
  const signature = sign(null, Buffer.from(statement(key)), signer.privateKey).toString('base64url');
  return { ...fresh, vouchers: [...(by.vouchers ?? []), { ...key, by: by.kid, signature }] };
}

/** Those of the published keys that are trusted already, or vouched for by an unbroken chain that a trusted key begins. */
export const vouchedFor = ({ keys }: PublishedKeys, trusted: LeaseKeySet): PublishedKeys => ({
  keys: keys.filter((key) => isVouchedFor(key, trusted)),
});

function isVouchedFor({ kid, x, vouchers = [] }: PublishedKey, trusted: LeaseKeySet): boolean {
  const known = [...trusted.keys];
  for (const voucher of vouchers) {
    const signature = Buffer.from(voucher.signature, 'base64url');
    const isGood = known.some((key) => key.kid === voucher.by && isSignedBy(key.x, statement(voucher), signature));
    if (isGood) known.push({ kid: voucher.kid, x: voucher.x });
  }
  return known.some((key) => key.kid === kid && key.x === x);
}

/** The keys whose leases count where nobody can be asked: the trusted ones, and what they vouch for among the published. */
export const trustedKeys = (trusted: LeaseKeySet, published: PublishedKeys): LeaseKeySet => ({
  keys: [...trusted.keys, ...vouchedFor(published, trusted).keys],
});
