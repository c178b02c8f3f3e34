export * from './claims.ts';
export * from './fingerprint.ts';
export {
  activeKey,
  type Jwks,
  jwksOf,
  type KeyState,
  keyStates,
  newStoredKey,
  type PublicKey,
  type SigningKey,
  type StoredKey,
  signingKey,
  type Voucher,
} from './keys.ts';
export * from './request-limits.ts';
export * from './sign.ts';
export {
  type LeaseCheck,
  type LeaseExpectations,
  type LeaseKeySet,
  type LeaseProblem,
  NOT_BEFORE_TOLERANCE_SECONDS,
  verifyLease,
} from './verify.ts';
export * from './vouch.ts';
