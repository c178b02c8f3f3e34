import { sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { LeaseClaims } from './claims.ts';
import { credentialFingerprint, machineFingerprint } from './fingerprint.ts';
import { activeKey, jwksOf, newStoredKey, signingKey } from './keys.ts';
import { signLease, signLeaseInPool } from './sign.ts';
import { type LeaseExpectations, verifyLease } from './verify.ts';

const at = (seconds: number) => new Date(seconds * 1_000);
const issued = 1_800_000_000;
const day = 86_400;
const credential = 'lsat_example';
const key = signingKey(newStoredKey('key-1'));
const jwks = jwksOf([key]);

const claims: LeaseClaims = {
  iss: 'https://api.localstack.cloud',
  aud: 'localstack-pro',
  sub: 'usr_1',
  ws: 'ws_1',
  cred_kind: 'developer',
  cred_id: credentialFingerprint(credential),
  jti: 'lse_1',
  sid: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9',
  mid: machineFingerprint('0c49752c'),
  plan: 'trial',
  feat: ['pro'],
  iat: issued,
  nbf: issued,
  exp: issued + day,
  renew_at: issued + day / 2,
  v: 1,
};
const expected: LeaseExpectations = { product: 'localstack-pro', machineId: '0c49752c', credential, now: at(issued) };
const lease = signLease(claims, key);

const problem = (jws: string, changes: Partial<LeaseExpectations> = {}, keys = jwks) => {
  const check = verifyLease(jws, keys, { ...expected, ...changes });
  return check.ok ? undefined : check.problem;
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const forged = (header: object, payload: unknown = claims, by = key) => {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), by.privateKey).toString('base64url')}`;
};
const header = { alg: 'EdDSA', typ: 'ls-lease+jwt', kid: 'key-1' };

test('a lease is accepted where it was given: same product, machine, credential, in its time', async () => {
  expect(verifyLease(lease, jwks, expected)).toEqual({ ok: true, claims });
  expect(await signLeaseInPool(claims, key)).toBe(lease);
});

test('a lease counts from five minutes before its start until just before its end', () => {
  expect(problem(lease, { now: at(issued - 300) })).toBeUndefined();
  expect(problem(lease, { now: at(issued - 300.001) })).toBe('NOT_YET_VALID');
  expect(problem(lease, { now: at(issued + day - 0.001) })).toBeUndefined();
  expect(problem(lease, { now: at(issued + day) })).toBe('EXPIRED');
  expect(problem(lease, { now: new Date(Number.NaN) })).toBe('NOT_YET_VALID');
});

test('a lease is refused beside another product, machine or credential', () => {
  expect(problem(lease, { product: 'localstack-other' })).toBe('PRODUCT_WRONG');
  expect(problem(lease, { machineId: '0c49752d' })).toBe('MACHINE_WRONG');
  expect(problem(lease, { credential: 'lsat_other' })).toBe('CREDENTIAL_WRONG');
});

test('an unknown key is refused, and so is a known name with another key', () => {
  const other = signingKey(newStoredKey('key-1'));
  expect(problem(lease, {}, { keys: [] })).toBe('KEY_UNKNOWN');
  expect(problem(forged({ ...header, kid: 'key-2' }))).toBe('KEY_UNKNOWN');
  expect(problem(lease, {}, jwksOf([other]))).toBe('SIGNATURE_INVALID');
});

test.each([
  ['another algorithm', { ...header, alg: 'HS256' }, 'ALGORITHM_NOT_ALLOWED'],
  ['no algorithm', { ...header, alg: 'none' }, 'ALGORITHM_NOT_ALLOWED'],
  ['another type', { ...header, typ: 'JWT' }, 'TYPE_WRONG'],
  ['critical extensions', { ...header, crit: ['x'] }, 'TYPE_WRONG'],
] as const)('%s in a well-signed header is refused', (_what, head, reason) => {
  expect(problem(forged(head))).toBe(reason);
});

test.each([
  ['another version', { ...claims, v: 2 }],
  ['a missing claim', { ...claims, mid: undefined }],
  ['an end that is no number', { ...claims, exp: '9999999999' }],
  ['an unknown credential kind', { ...claims, cred_kind: 'root' }],
  ['features that are no list', { ...claims, feat: 'pro' }],
  ['no object', 'claims'],
])('%s in well-signed claims is refused', (_what, payload) => {
  expect(problem(forged(header, payload))).toBe('CLAIMS_INVALID');
});

test('one flipped byte at any position is refused', () => {
  const passed: number[] = [];
  for (let position = 0; position < lease.length; position += 1)
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const bytes = Buffer.from(lease, 'latin1');
      bytes[position] = (bytes[position] ?? 0) ^ bit;
      if (problem(bytes.toString('latin1')) === undefined) passed.push(position);
    }
  expect(passed).toEqual([]);
});

test('one letter replaced by any other at any position of the signature is refused', () => {
  const start = lease.lastIndexOf('.') + 1;
  for (let position = start; position < lease.length; position += 1)
    for (const letter of 'ABCDghijQRST0189-_')
      if (lease[position] !== letter)
        expect(problem(lease.slice(0, position) + letter + lease.slice(position + 1))).toBeDefined();
});

test.each([
  ['nothing', ''],
  ['dots', '...'],
  ['letters', 'a.b.c'],
  ['null in every part', 'bnVsbA.bnVsbA.bnVsbA'],
  ['a fourth part', `${lease}.`],
  ['padding', `${lease}=`],
  ['a leading blank', ` ${lease}`],
  ['a cut end', lease.slice(0, -1)],
])('text that is no lease (%s) is refused without an error', (_what, text) => {
  expect(problem(text)).toBeDefined();
});

test('the published keys show public halves and states only', () => {
  const next = signingKey(newStoredKey('key-2', 'next'));
  const published = jwksOf([key, next]);
  expect(published.keys.map(({ kid, state }) => [kid, state])).toEqual([
    ['key-1', 'active'],
    ['key-2', 'next'],
  ]);
  for (const entry of published.keys)
    expect(Object.keys(entry).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'state', 'use', 'x']);
});

test('a key that is about to be used verifies already: a client may hold an older list', () => {
  const keys = { keys: jwksOf([key]).keys.map((entry) => ({ ...entry, state: 'next' as const })) };
  expect(problem(lease, {}, keys)).toBeUndefined();
});

test('exactly one key signs', () => {
  const next = signingKey(newStoredKey('key-2', 'next'));
  expect(activeKey([next, key])).toBe(key);
  expect(() => activeKey([next])).toThrow(/exactly one/);
  expect(() => activeKey([key, signingKey(newStoredKey('key-3'))])).toThrow(/exactly one/);
});

test('a stored key that cannot be used is named, its bytes are not', () => {
  expect(() => signingKey({ kid: 'broken', state: 'active', pkcs8: 'c2VjcmV0' })).toThrow(/^signing key broken cannot/);
});

test('fingerprints differ by what they name and never show the value', () => {
  expect(credentialFingerprint('x')).not.toBe(machineFingerprint('x'));
  expect(credentialFingerprint(credential)).not.toContain(credential);
});
