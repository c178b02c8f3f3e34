import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { type Entry, type Journal, openJournal } from './journal.ts';
import { isAlive, ownOwner } from './owner.ts';
import type { DecisionRecord } from './record.ts';

let folder = '';
let journal: Journal;
const folders: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(folder);
  journal = openJournal(folder);
});
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const entry = (note = ''): Entry => {
  const record = { id: newId('dec'), display: note } as DecisionRecord;
  return { record, json: JSON.stringify(record) };
};
/** As if the process that wrote the files were no more. */
const orphan = () => {
  for (const file of readdirSync(folder))
    renameSync(join(folder, file), join(folder, file.replace(ownOwner(), '999999999-1')));
};
const idsOf = (entries: readonly Entry[]) => entries.map(({ record }) => record.id);

test('what was appended is on the disk at once, and is read back as it was', () => {
  const written = [entry(), entry('zwei\nZeilen "…" 🔑'), entry()];
  for (const one of written) journal.append(one);
  orphan();
  const [left] = openJournal(folder).abandoned();
  expect(left && openJournal(folder).read(left)).toEqual({ entries: written, damaged: 0 });
});

test('a sealed segment takes no more; the next decisions go into a new file', () => {
  journal.append(entry());
  const first = journal.seal();
  expect(journal.seal()).toBeUndefined();
  journal.append(entry());
  expect(readdirSync(folder)).toHaveLength(2);
  if (first) journal.drop(first, 0);
  expect([readdirSync(folder).length, journal.open()]).toEqual([1, 1]);
});

test('a last line that was torn is no decision that anybody was told', () => {
  const whole = entry();
  journal.append(whole);
  const path = join(folder, readdirSync(folder)[0] ?? '');
  appendFileSync(path, entry().json.slice(0, 20));
  const { entries, damaged } = journal.read({ path, onDisk: true, entries: undefined });
  expect([idsOf(entries), damaged]).toEqual([[whole.record.id], 0]);
});

test('a file with lines that cannot be read is put aside, and what can be read is not lost', () => {
  const [one, other] = [entry(), entry()];
  const path = join(folder, '999999999-1-000000001.journal');
  writeFileSync(path, `${one.json}\n\0\0garbage\n"no record"\n${other.json}\n`);
  const [segment] = journal.abandoned();
  if (!segment) throw new Error('not found');
  const { entries, damaged } = journal.read(segment);
  expect([idsOf(entries), damaged]).toEqual([[one.record.id, other.record.id], 2]);
  journal.drop(segment, damaged);
  expect(readdirSync(folder)).toEqual(['999999999-1-000000001.journal.damaged']);
  expect(journal.abandoned()).toEqual([]);
});

test('files of living processes and of others are left alone', () => {
  journal.append(entry());
  writeFileSync(join(folder, `${process.ppid}-0-000000001.journal`), '');
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(journal.abandoned()).toEqual([]);
});

test('a process is told apart from a later one with the same number', () => {
  const [pid, start] = ownOwner().split('-').map(Number);
  expect(isAlive(ownOwner())).toBe(true);
  expect(isAlive(`${pid ?? 0}-${(start ?? 0) + 1}`)).toBe(false);
  expect(isAlive('999999999-1')).toBe(false);
});

test('a disk that takes nothing is said, loses nothing, and is tried again with the next segment', () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const held = [entry(), entry()];
  for (const one of held) journal.append(one);
  expect(journal.problem()).toMatch(/ENOTDIR/);
  expect(journal.seal()).toEqual({ path: undefined, onDisk: false, entries: held });
  rmSync(folder);
  openJournal(folder);
  journal.append(entry());
  expect(journal.problem()).toBeUndefined();
  expect(journal.seal()).toMatchObject({ onDisk: true });
});

test('a folder that cannot be made stops the start', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => openJournal(join(file, 'journal'))).toThrow(/ENOTDIR/);
});
