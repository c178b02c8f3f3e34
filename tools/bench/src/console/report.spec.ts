import { expect, test } from '@jest/globals';
import { readable as readablePages } from '../pages/report.ts';
import { withBench } from '../report.ts';
import { readable } from './report.ts';

const at = '2026-03-10T12:00:00.000Z';
const machine = '2 × Abacus';

test('the console: what was measured stands in its place, what was left out does not', () => {
  const opening = {
    bytes: 209_800,
    bytesBefore: 180_000,
    requests: 12,
    usableMs: 421.4,
    firstPaintMs: 400,
    blockedMs: 7,
  };
  const options = { rounds: 3, requests: 10, atOnce: 1, signUps: 0, profiles: 5 };
  const openings = [{ name: 'empty cache', openings: [opening], ...opening }];
  const text = readable({ at, machine, options, openings, ways: [], ratios: [], journeys: undefined }, 'the command');
  expect(text).toMatch(/\| empty cache +\| 209\.8 +\| 180\.0 +\| 12 +\| 400 +\| 421 +\| 7 +\|/);
  expect(text).toContain('Measured 2026-03-10 on 2 × Abacus');
  expect(text).not.toMatch(/gRPC|sign-up/);
});

test('open pages: reach, lost lines and memory', () => {
  const reach = { p50Ms: 20, p99Ms: 40, maxMs: 60 };
  const options = { pages: 1_000, changes: 10, flood: 20 };
  const memory = { before: 100e6, opened: 140e6, flood: [141e6, 142e6] };
  const told = { at, machine, options, sessions: 125, each: reach, last: reach, cpuUsPerFrame: 3.14, lost: 0, memory };
  const text = readablePages(told, 'the command');
  expect(text).toContain('1000 open pages of 125 sessions');
  expect(text).toMatch(/\| the last page +\| 20 +\| 40 +\| 60 +\|/);
  expect(text).toContain('0 lines lost; 3.1 µs');
  expect(text).toContain(
    '100 without pages, 140 with all of them; during 20 changes close behind each other 141 · 142.',
  );
});

test('each bench has a place of its own in the document', () => {
  const document = '<!-- bench -->\na\n<!-- /bench -->\n<!-- bench console -->\n<!-- /bench console -->';
  const once = withBench(document, 'b', 'bench console');
  expect(once).toBe('<!-- bench -->\na\n<!-- /bench -->\n<!-- bench console -->\n\nb\n\n<!-- /bench console -->');
  expect(withBench(once, 'c')).toContain('<!-- bench -->\n\nc\n\n<!-- /bench -->');
});
