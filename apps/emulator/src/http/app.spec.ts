import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { manualClock } from '@platform/kernel';
import type { LeaseClaims } from '@platform/lease';
import { ciContext } from '../ci-evidence.ts';
import type { License } from '../license/license.ts';
import { health, info, licenseStatus, type Status } from './app.ts';

const golden = JSON.parse(readFileSync(new URL('../../test/golden/info.json', import.meta.url), 'utf8'));
const startedAt = new Date('2023-11-21T05:38:52.250Z');
const claims = {
  exp: Date.parse('2023-11-22T05:38:52Z') / 1_000,
  renew_at: 0,
  plan: 'Trial',
  feat: [],
  jti: 'lse_1',
} as Partial<LeaseClaims> as LeaseClaims;

function statusOf(license: License, at: Date): Status {
  const start = {
    version: '3.0.0:6dd3f3d',
    machineId: '0c49752c',
    sessionId: golden.session_id,
    isDocker: true,
    ci: ciContext({}),
  };
  return { start, startedAt, clock: manualClock(at), license: () => license };
}
const online: License = { mode: 'online', claims, decisionId: 'dec_1', clockAheadMs: 0 };

test('/_localstack/info has exactly the nine fields of the sample, in its order and form (S-109)', () => {
  const told = info(statusOf(online, new Date('2023-11-21T05:41:33.900Z')));
  expect(JSON.stringify(told, null, 2)).toBe(JSON.stringify({ ...golden, system: process.platform }, null, 2));
  expect(Object.keys(told)).toEqual(Object.keys(golden));
});

test('a lease that has ended is no activation any more, and never a failure (A-18)', () => {
  const late = new Date('2023-11-22T05:38:52.000Z');
  expect(info(statusOf(online, late)).is_license_activated).toBe(false);
  expect(health(statusOf(online, late)).services).toEqual({ licensing: 'error' });
});

test('without pro features the edition stays, the license is off (A-35)', () => {
  const off = statusOf({ mode: 'off' }, startedAt);
  expect(info(off)).toMatchObject({ edition: 'pro', is_license_activated: false, uptime: 0 });
  expect(health(off).services).toEqual({ licensing: 'disabled' });
  expect(licenseStatus(off)).toEqual({ mode: 'off', is_license_activated: false });
});
