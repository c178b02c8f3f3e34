import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readPrivate, removePrivate, writePrivate } from './private-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is for its owner alone, and so is the folder that is made for it', () => {
  const path = join(folder, 'new', 'secret.json');
  writePrivate(path, 'one');
  writePrivate(path, 'two');
  expect(readPrivate(path)).toBe('two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, 'new'))).toEqual(['secret.json']);
});

test('a link is neither read nor written through', () => {
  const victim = join(folder, 'victim');
  const link = join(folder, 'link');
  writeFileSync(victim, 'theirs');
  symlinkSync(victim, link);
  expect(readPrivate(link)).toBeUndefined();
  expect(() => writePrivate(link, 'ours')).toThrow(/is a link/);
  expect(readFileSync(victim, 'utf8')).toBe('theirs');
});

test('what cannot be written leaves nothing behind and says so', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => writePrivate(join(folder, 'file', 'below'), 'x')).toThrow();
  expect(readdirSync(folder)).toEqual(['file']);
});

test('removing is harmless when there is nothing', () => {
  removePrivate(join(folder, 'nothing'));
  expect(readPrivate(join(folder, 'nothing'))).toBeUndefined();
});
