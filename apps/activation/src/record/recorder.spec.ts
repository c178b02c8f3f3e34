import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { captureLog, eventually } from '@platform/testing';
import { type Entry, openJournal } from './journal.ts';
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
  const start = () => {
    const recorder = startRecorder({ journal: openJournal(folder), write, log: log.log, timing });
    started.push(recorder);
    return recorder;
  };
  return { state, written, rounds, start, log };
}
const recorded = (recorder: Recorder, count: number) =>
  Array.from({ length: count }, () => {
    const one = record();
    recorder.record(one);
    return one.id;
  });

test('decisions are written by themselves, in order and in batches, and their files go', async () => {
  const { start, written, rounds } = desk({ everyMs: 5, batch: 10 });
  const ids = recorded(start(), 25);
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
    ids.push(...recorded(recorder, 10));
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
  const { start, state, written, log } = desk({ everyMs: 100_000, inMemory: 5 });
  const recorder = start();
  state.open = false;
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const ids = recorded(recorder, 4);
  await recorder.flush();
  expect(recorder.hasRoom()).toBe(true);
  expect(recorder.problems()[0]).toMatch(/^the decision journal cannot be written: .*ENOTDIR/);
  expect(log.lines().filter(({ level }) => level === 'error' || level === 50)).toHaveLength(1);
  ids.push(...recorded(recorder, 1));
  expect(recorder.hasRoom()).toBe(false);
  state.open = true;
  await recorder.flush();
  expect(written).toEqual(ids);
  expect(recorder.hasRoom()).toBe(true);
});

test('a batch that failed is written again as a whole, without forgetting what came meanwhile', async () => {
  const { start, state, written } = desk({ everyMs: 5 });
  const recorder = start();
  state.open = false;
  const ids = recorded(recorder, 3);
  await recorder.flush();
  ids.push(...recorded(recorder, 3));
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
  const ids = recorded(first, 2);
  await first.stop();
  expect(written).toEqual(ids);
  const second = start();
  state.open = false;
  recorded(second, 2);
  await second.stop();
  expect(readdirSync(folder)).toHaveLength(1);
  state.open = true;
});
