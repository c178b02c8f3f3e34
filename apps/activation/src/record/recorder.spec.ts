import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { captureLog, eventually } from '@platform/testing';
import { type Entry, openJournal } from './journal.ts';
import { ownOwner } from './owner.ts';
import type { DecisionRecord } from './record.ts';
import { type Recorder, type RecorderTiming, startRecorder } from './recorder.ts';

let folder = '';
const started: Recorder[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorder-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((recorder) => recorder.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const record = (): DecisionRecord => ({ id: newId('dec') }) as DecisionRecord;

/** A place to write to that can be closed. */
function desk(timing: Partial<RecorderTiming> = {}) {
  const written: string[] = [];
  const rounds: number[] = [];
  const state = { open: true };
  const log = captureLog();
  const write = async (entries: readonly Entry[]) => {
    if (!state.open) throw new Error('closed');
    rounds.push(entries.length);
    written.push(...entries.map((entry) => entry.record.id));
  };
  const start = (owner = ownOwner()) => {
    const recorder = startRecorder({ journal: openJournal(folder, owner), write, log: log.log, timing });
    started.push(recorder);
    return recorder;
  };
  const errors = () => log.lines().flatMap(({ level, msg }) => (level === 'error' || level === 50 ? [msg] : []));
  return { state, written, rounds, start, log, errors };
}
/** The name of a file that a process left which is no more. */
const abandoned = (number: number) => join(folder, `999999999-1-00000000${number}.journal`);
/** Puts a folder in the place of a file: nobody reads it or removes it as a file, not even root. */
const block = (path: string) => {
  rmSync(path, { force: true });
  mkdirSync(path);
};
const recorded = async (recorder: Recorder, count: number) => {
  const some = Array.from({ length: count }, record);
  await Promise.all(some.map(recorder.record));
  return some.map(({ id }) => id);
};

test('decisions are written by themselves, in order and in batches, and their files go', async () => {
  const { start, written, rounds } = desk({ everyMs: 5, batch: 10 });
  const ids = await recorded(start(), 25);
  await eventually(() => written.length === 25);
  expect(written).toEqual(ids);
  expect(rounds).toEqual([10, 10, 5]);
  await eventually(() => readdirSync(folder).length === 0);
});

test('while nothing can be written decisions wait on the disk, and memory holds a bounded number of them', async () => {
  const { start, state, written } = desk({ everyMs: 100_000, inMemory: 30 });
  const recorder = start();
  state.open = false;
  const ids: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    ids.push(...(await recorded(recorder, 10)));
    await recorder.flush();
  }
  expect(recorder.unwritten()).toBeLessThanOrEqual(30);
  expect(recorder.hasRoom()).toBe(true);
  expect(readdirSync(folder)).toHaveLength(10);
  state.open = true;
  await recorder.flush();
  expect(written).toEqual(ids);
  expect([recorder.unwritten(), readdirSync(folder).length]).toEqual([0, 0]);
});

test('with neither disk nor database there is room for so many and no more: nobody is told what could be lost', async () => {
  const { start, state, written, errors } = desk({ everyMs: 100_000, inMemory: 5 });
  const recorder = start();
  state.open = false;
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const ids = await recorded(recorder, 4);
  await recorder.flush();
  expect(recorder.hasRoom()).toBe(true);
  expect(recorder.problems()[0]).toMatch(/^the decision journal cannot be written: .*ENOTDIR/);
  ids.push(...(await recorded(recorder, 1)));
  expect(recorder.hasRoom()).toBe(false);
  state.open = true;
  await recorder.flush();
  expect(written).toEqual(ids);
  expect(errors()).toEqual([
    'the decision journal cannot be written; decisions go on',
    'the folder of the decision journal cannot be looked through',
  ]);
  expect(recorder.hasRoom()).toBe(true);
});

test('a flush says whether all is written, also what somebody else left behind', async () => {
  const { start, state, written } = desk({ everyMs: 100_000, adoptEveryMs: 100_000 });
  const recorder = start();
  expect(await recorder.flush()).toBe(true);
  state.open = false;
  await recorded(recorder, 1);
  expect(await recorder.flush()).toBe(false);
  state.open = true;
  const left = record();
  writeFileSync(abandoned(1), `${JSON.stringify(left)}\n`);
  expect([await recorder.flush(), written.length, written.includes(left.id)]).toEqual([true, 2, true]);
  block(abandoned(2));
  expect(await recorder.flush()).toBe(false);
});

test('a batch that failed is written again as a whole, without forgetting what came meanwhile', async () => {
  const { start, state, written } = desk({ everyMs: 5 });
  const recorder = start();
  state.open = false;
  const ids = await recorded(recorder, 3);
  await recorder.flush();
  ids.push(...(await recorded(recorder, 3)));
  state.open = true;
  await eventually(() => written.length === 6);
  expect(written).toEqual(ids);
});

test('what a dead process left is written at the start, and also when it dies later', async () => {
  const { start, written } = desk({ everyMs: 5, adoptEveryMs: 20 });
  const [early, late] = [record(), record()];
  writeFileSync(join(folder, '999999998-1-000000001.journal'), `${JSON.stringify(early)}\n`);
  start();
  await eventually(() => written.includes(early.id));
  writeFileSync(join(folder, '999999999-1-000000001.journal'), `${JSON.stringify(late)}\n`);
  await eventually(() => written.includes(late.id));
  expect(written).toEqual([early.id, late.id]);
});

test('a stop writes what it can and leaves the rest on the disk', async () => {
  const { start, state, written } = desk({ everyMs: 100_000 });
  const first = start();
  const ids = await recorded(first, 2);
  await first.stop();
  expect(written).toEqual(ids);
  const second = start();
  state.open = false;
  await recorded(second, 2);
  await second.stop();
  expect(readdirSync(folder)).toHaveLength(1);
  state.open = true;
});

test('two processes on one folder: what a third one left is written once, and neither waits for the other', async () => {
  const timing = { everyMs: 5, adoptEveryMs: 20 };
  const [one, other] = [desk(timing), desk(timing)];
  const left = [1, 2, 3].map((number) => {
    const each = record();
    writeFileSync(abandoned(number), `${JSON.stringify(each)}\n`);
    return each.id;
  });
  one.state.open = false;
  const [first, second] = [one.start(), other.start(`${process.ppid}-0`)];
  const own = [...(await recorded(first, 2)), ...(await recorded(second, 2))];
  await eventually(() => other.written.length >= 2);
  one.state.open = true;
  await eventually(() => readdirSync(folder).length === 0);
  expect([...one.written, ...other.written].sort()).toEqual([...left, ...own].sort());
  expect([...one.errors(), ...other.errors()]).toEqual([]);
});

test('a file that cannot be read holds up no other decision; it is said once, and read when it can be', async () => {
  const { start, written, errors } = desk({ everyMs: 5, adoptEveryMs: 20 });
  const late = record();
  block(abandoned(1));
  const recorder = start();
  const ids = await recorded(recorder, 3);
  await eventually(() => written.length === 3);
  expect(written).toEqual(ids);
  await eventually(() => recorder.problems().length === 1);
  expect(recorder.problems()).toEqual(['1 files of the decision journal cannot be read or removed']);
  const [blocked = ''] = readdirSync(folder);
  rmSync(join(folder, blocked), { recursive: true });
  writeFileSync(join(folder, blocked), `${JSON.stringify(late)}\n`);
  await eventually(() => written.includes(late.id) && readdirSync(folder).length === 0);
  expect([errors(), recorder.problems()]).toEqual([['a file of the decision journal cannot be read'], []]);
});

test('a file that cannot be removed holds up no other decision, and starts are not refused for it', async () => {
  const { start, written, errors } = desk({ everyMs: 100_000, adoptEveryMs: 20, inMemory: 5 });
  const recorder = start();
  const ids = await recorded(recorder, 1);
  const path = join(folder, readdirSync(folder)[0] ?? '');
  block(path);
  await recorder.flush();
  for (let round = 0; round < 5; round += 1) {
    ids.push(...(await recorded(recorder, 2)));
    await recorder.flush();
  }
  expect([written, recorder.unwritten(), recorder.hasRoom()]).toEqual([ids, 0, true]);
  expect([errors(), readdirSync(folder).length]).toEqual([['a file of the decision journal cannot be removed'], 1]);
  rmSync(path, { recursive: true });
  writeFileSync(path, '');
  await eventually(() => !existsSync(path));
  expect(recorder.problems()).toEqual([]);
});

test('a file that somebody else removed is said, and done with', async () => {
  const { start, state, written, errors } = desk({ everyMs: 100_000, inMemory: 1 });
  const recorder = start();
  state.open = false;
  await recorded(recorder, 2);
  await recorder.flush();
  rmSync(join(folder, readdirSync(folder)[0] ?? ''));
  state.open = true;
  const ids = await recorded(recorder, 1);
  await recorder.flush();
  expect([written, errors()]).toEqual([ids, ['a file of the decision journal is gone']]);
});

test('a folder that vanishes ends no process: decisions go on', async () => {
  const { start, written, errors } = desk({ everyMs: 5, adoptEveryMs: 5 });
  const recorder = start();
  rmSync(folder, { recursive: true });
  await eventually(() => errors().includes('the folder of the decision journal cannot be looked through'));
  const ids = await recorded(recorder, 2);
  await eventually(() => written.length === 2);
  expect(written).toEqual(ids);
});
