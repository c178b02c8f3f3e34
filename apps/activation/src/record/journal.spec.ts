import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { type Entry, type Journal, openJournal } from './journal.ts';
import { isAlive, type Owner, ownOwner } from './owner.ts';
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
/** The name of a file that a process left which is no more. */
const abandoned = (number: number) => `999999999-1-00000000${number}.journal`;
/** Another process that lives. */
const neighbour: Owner = `${process.ppid}-0`;
const linkOf = (fd: string) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
};
/** As if the process that wrote the files were no more. */
const orphan = () => {
  for (const file of readdirSync(folder))
    renameSync(join(folder, file), join(folder, file.replace(ownOwner(), '999999999-1')));
};
/** What a journal takes over. */
const taken = (by: Journal) => by.abandoned().map((path) => by.claim(path));
const idsOf = (entries: readonly Entry[]) => entries.map(({ record }) => record.id);

test('what was appended is on the disk at once, and is read back as it was', () => {
  const written = [entry(), entry('zwei\nZeilen "…" 🔑'), entry()];
  for (const one of written) journal.append(one);
  orphan();
  const [left] = taken(openJournal(folder));
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
  const { entries = [], damaged } = journal.read({ path, onDisk: true, entries: undefined }) ?? {};
  expect([idsOf(entries), damaged]).toEqual([[whole.record.id], 0]);
});

test('a file with lines that cannot be read is put aside, and what can be read is not lost', () => {
  const [one, other] = [entry(), entry()];
  writeFileSync(join(folder, abandoned(1)), `${one.json}\n\0\0garbage\n"no record"\n${other.json}\n`);
  const [segment] = taken(journal);
  if (!segment) throw new Error('not found');
  const { entries = [], damaged = 0 } = journal.read(segment) ?? {};
  expect([idsOf(entries), damaged]).toEqual([[one.record.id, other.record.id], 2]);
  journal.drop(segment, damaged);
  expect(readdirSync(folder)).toEqual([`${ownOwner()}-000000001.journal.damaged`]);
  expect(journal.abandoned()).toEqual([]);
});

test('one file is taken over by one process, in the order in which it was written; it is its own from then on', () => {
  for (const number of [2, 1]) writeFileSync(join(folder, abandoned(number)), `${entry().json}\n`);
  const other = openJournal(folder, neighbour);
  const paths = journal.abandoned();
  expect(paths.map((path) => path.slice(-'1.journal'.length))).toEqual(['1.journal', '2.journal']);
  expect(paths.map((path) => other.claim(path)?.onDisk)).toEqual([true, true]);
  expect(paths.map((path) => journal.claim(path))).toEqual([undefined, undefined]);
  expect([journal.abandoned(), other.abandoned()]).toEqual([[], []]);
  expect(readdirSync(folder)).toEqual([1, 2].map((number) => `${neighbour}-00000000${number}.journal`));
});

test('a file that is gone has nothing to be read, and nothing to be removed', () => {
  const gone = { path: join(folder, abandoned(1)), onDisk: true, entries: undefined };
  expect(journal.read(gone)).toBeUndefined();
  for (const damaged of [0, 1]) journal.drop(gone, damaged);
});

test('a disk that says at the end that it took nothing is no disk that has it', () => {
  const held = entry();
  journal.append(held);
  const path = join(folder, readdirSync(folder)[0] ?? '');
  // The file is taken from under it, so that closing it fails.
  for (const fd of readdirSync('/proc/self/fd')) if (linkOf(fd) === path) closeSync(Number(fd));
  expect(journal.seal()).toEqual({ path, onDisk: false, entries: [held] });
});

test('files of living processes and of others are left alone', () => {
  journal.append(entry());
  writeFileSync(join(folder, `${neighbour}-000000001.journal`), '');
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
