import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dropLease, type Kept, keep, readKept } from './kept.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept: Kept = {
  lease: 'a.b.c',
  keys: { keys: [{ kid: 'k1', x: 'abc' }] },
  decisionId: 'dec_1',
  maxSeen: new Date('2026-03-10T12:00:00.000Z'),
  offlineStarts: [{ at: '2026-03-10T12:00:00.000Z', lease_id: 'lse_1' }],
};

test('what is kept comes back, readable by its owner alone, and leaves no half file', () => {
  expect(keep(folder, kept)).toBe(true);
  expect(readKept(folder)).toEqual(kept);
  expect(statSync(join(folder, 'license.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['license.json']);
});

test.each(['', '{', '[]', '{"lease":7}', 'null'])('a damaged file (%j) is as good as none', (text) => {
  writeFileSync(join(folder, 'license.json'), text);
  expect(readKept(folder)).toBeUndefined();
});

test('a link to somewhere else is not followed', () => {
  keep(folder, kept);
  symlinkSync(join(folder, 'license.json'), join(folder, 'link'));
  const other = mkdtempSync(join(tmpdir(), 'kept-'));
  symlinkSync(join(folder, 'license.json'), join(other, 'license.json'));
  expect(readKept(other)).toBeUndefined();
  rmSync(other, { recursive: true });
});

test('a refusal takes the lease and leaves the memory of the clock', () => {
  keep(folder, kept);
  const later = new Date('2026-03-11T12:00:00.000Z');
  dropLease(folder, later);
  expect(readKept(folder)).toMatchObject({ lease: '', maxSeen: later });
  dropLease(folder, kept.maxSeen);
  expect(readKept(folder)?.maxSeen).toEqual(later);
});

test('a folder that cannot be written costs only the next offline start', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(keep(join(folder, 'file', 'below'), kept)).toBe(false);
});
