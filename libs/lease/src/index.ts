export * from './claims.ts';
export * from './fingerprint.ts';
export * from './keys.ts';
export * from './sign.ts';
export * from './verify.ts';
