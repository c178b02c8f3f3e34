import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimPort } from '../src/port-claims.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claims-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const claimedBy = (port: number, pid: number) => writeFileSync(join(folder, String(port)), String(pid));

test('a port is given once, although nobody listens on it yet', () => {
  expect(claimPort(20_001, folder)).toBe(true);
  expect(claimPort(20_001, folder)).toBe(false);
});

test('what another living process was given is not given again', () => {
  claimedBy(20_002, process.ppid);
  expect(claimPort(20_002, folder)).toBe(false);
});

test('what a process left behind that has ended is given again', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  claimedBy(20_003, pid);
  expect(claimPort(20_003, folder)).toBe(true);
  expect(claimPort(20_003, folder)).toBe(false);
});
