import { describe, expect, test } from '@jest/globals';
import { after, DAY, HOUR, MINUTE, newId } from '@platform/kernel';
import {
  credentialFingerprint,
  jwksOf,
  type LeaseClaims,
  machineFingerprint,
  newStoredKey,
  signingKey,
  signLease,
  vouchFor,
} from '@platform/lease';
import type { Kept } from './kept.ts';
import { mayStartOffline, unreachableText } from './offline.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);
const stored = newStoredKey('k1');
const key = signingKey(stored);
const start = {
  product: 'localstack-pro',
  machineId: 'sys_0123456789ab',
  credential: 'lsat_secret',
  now,
  trusted: jwksOf([key]),
};

const claims: LeaseClaims = {
  iss: 'https://api.localstack.cloud',
  aud: start.product,
  sub: newId('usr'),
  ws: newId('ws'),
  cred_kind: 'developer',
  cred_id: credentialFingerprint(start.credential),
  jti: newId('lse'),
  sid: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9',
  mid: machineFingerprint(start.machineId),
  plan: 'Trial',
  feat: ['pro'],
  iat: seconds(now),
  nbf: seconds(now),
  exp: seconds(after(now, DAY)),
  renew_at: seconds(after(now, 12 * HOUR)),
  v: 1,
};
const kept: Kept = {
  lease: await signLease(claims, key),
  keys: jwksOf([key]),
  decisionId: 'dec_1',
  maxSeen: now,
  offlineStarts: [],
};
const problemAt = (at: Date, more: Partial<typeof start> = {}, license: Kept | undefined = kept) => {
  const decision = mayStartOffline(license, { ...start, ...more, now: at });
  return decision.ok ? undefined : decision.problem;
};

describe('a kept lease starts an emulator offline', () => {
  test('for its 24 hours and not a second longer (S-93)', () => {
    expect(problemAt(now)).toBeUndefined();
    expect(problemAt(after(now, DAY - 1))).toBeUndefined();
    expect(problemAt(after(now, DAY))).toBe('EXPIRED');
  });

  test('not for another credential, machine or product', () => {
    expect(problemAt(now, { credential: 'lsat_other' })).toBe('CREDENTIAL_WRONG');
    expect(problemAt(now, { machineId: 'sys_ffffffffffff' })).toBe('MACHINE_WRONG');
    expect(problemAt(now, { product: 'another' })).toBe('PRODUCT_WRONG');
  });

  test('not with a clock that was turned back by more than five minutes', () => {
    const seen = { ...kept, maxSeen: after(now, 2 * HOUR) };
    expect(problemAt(after(now, HOUR), {}, seen)).toBe('CLOCK_ROLLED_BACK');
    expect(problemAt(after(now, 2 * HOUR - 5 * MINUTE), {}, seen)).toBeUndefined();
  });

  test('not because the key lies beside the lease, where keys came along: it must be one of them, or vouched for by one', async () => {
    const fresh = signingKey(vouchFor(newStoredKey('k2'), stored));
    const forged = signingKey(newStoredKey('k2'));
    for (const [by, problem] of [[fresh, undefined] as const, [forged, 'KEY_UNKNOWN'] as const]) {
      const beside = { ...kept, lease: signLease(claims, by), keys: jwksOf([by]) };
      expect(problemAt(now, {}, beside)).toBe(problem);
      expect(problemAt(now, { trusted: { keys: [] } }, beside)).toBeUndefined();
    }
  });

  test('not when there is none', () => {
    expect(problemAt(now, {}, { ...kept, lease: '' })).toBe('NO_LEASE');
    expect(mayStartOffline(undefined, start)).toEqual({ ok: false, problem: 'NO_LEASE' });
  });
});

test('a server out of reach is told with the host to look up (S-94)', () => {
  expect(unreachableText('connect ECONNREFUSED', 'EXPIRED', 'api.localstack.cloud')).toContain(
    '`dig api.localstack.cloud`',
  );
  expect(unreachableText('x', 'EXPIRED', 'h')).toContain('24 hours');
});
