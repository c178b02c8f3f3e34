import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { after, DAY, HOUR, type ManualClock, manualClock, newId } from '@platform/kernel';
import {
  credentialFingerprint,
  jwksOf,
  type LeaseClaims,
  machineFingerprint,
  newStoredKey,
  signingKey,
  signLease,
} from '@platform/lease';
import { manualTime } from '../../test/manual-time.ts';
import type { Outcome } from '../activation/outcome.ts';
import { ciContext } from '../ci-evidence.ts';
import { lineLog } from '../log.ts';
import { keep, readKept } from './kept.ts';
import { renewer } from './renew.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);
const [machineId, value] = ['sys_0123456789ab', 'lsat_secret'];
const key = signingKey(newStoredKey('k1'));
const claims: LeaseClaims = {
  ...{ iss: 'test', aud: 'localstack-pro', sub: newId('usr'), ws: newId('ws'), cred_kind: 'ci', plan: 'Trial' },
  ...{ cred_id: credentialFingerprint(value), mid: machineFingerprint(machineId), jti: newId('lse'), feat: [] },
  ...{ sid: '7132da5f-a380-44ca-8897-6f0fdfd7b1c9', iat: seconds(now), nbf: seconds(now), v: 1 },
  ...{ exp: seconds(after(now, DAY)), renew_at: seconds(after(now, 12 * HOUR)) },
};
const trouble: Outcome = { kind: 'trouble', what: 'connect ECONNREFUSED' };
const refused: Outcome = {
  kind: 'refused',
  reason: 'TOKEN_ROTATED',
  message: 'It was reset.',
  also: [],
  decisionId: '',
};

let folder: string;
let clock: ManualClock;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'renew-'));
  clock = manualClock(now);
  const lease = await signLease(claims, key);
  keep(folder, { lease, keys: jwksOf([key]), decisionId: 'dec_1', maxSeen: now, offlineStarts: [] });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const license = { mode: 'online', claims, decisionId: 'dec_1', clockAheadMs: 0 } as const;

/** A running emulator whose server answers so. */
function running(answers: () => Outcome) {
  let printed = '';
  const log = lineLog((text) => {
    printed += text;
  }, clock);
  const door = { activate: async () => answers(), keys: async () => undefined, close: () => {} };
  const start = { version: '4.0.0', machineId, sessionId: claims.sid, isDocker: false, ci: ciContext({}) };
  const { time } = manualTime(now);
  const credential = { value, source: 'AUTH_TOKEN_ENV', variablesDiffer: false } as const;
  const renew = renewer(
    { start, credential, door, folder, trusted: jwksOf([key]), host: 'api.example', clock, time },
    () => license,
    log,
  );
  return { renew, lines: () => printed.split('\n').filter((line) => line !== '') };
}

test('a renewal that finds no server is no offline start, however often it is tried', async () => {
  const { renew, lines } = running(() => trouble);
  for (let attempt = 0; attempt < 3; attempt += 1) expect(await renew()).toBeUndefined();
  expect(readKept(folder)).toMatchObject({ offlineStarts: [] });
  expect(lines()).toEqual([]);
});

test('the end of the lease is told once and stops nothing (A-18)', async () => {
  const { renew, lines } = running(() => trouble);
  clock.advance(DAY);
  for (let attempt = 0; attempt < 3; attempt += 1) expect(await renew()).toBeUndefined();
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).toContain('The license could not be renewed');
});

test('a refusal is told once, another reason again', async () => {
  let answer = refused;
  const { renew, lines } = running(() => answer);
  await renew();
  await renew();
  answer = { ...refused, reason: 'MEMBERSHIP_REMOVED', message: 'You were removed.' };
  await renew();
  expect(lines().map((line) => line.split('renewed: ')[1])).toEqual(['It was reset.', 'You were removed.']);
  expect(readKept(folder)?.lease).toBe('');
});
