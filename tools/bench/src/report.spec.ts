import { describe, expect, test } from '@jest/globals';
import type { Report } from './bench-activation.ts';
import { comparisonsOf, figuresOf, type Round } from './measure.ts';
import { readable, withBench } from './report.ts';

const round = (requestsPerSecond: number, cpuUs: number, p50Ms = 1, p99Ms = 2): Round => ({
  requestsPerSecond,
  cpuUs,
  p50Ms,
  p99Ms,
});
const measured = new Map([
  ['less', [round(1_000, 100), round(100, 100), round(1_000, 110, 3, 9)]],
  ['activation', [round(800, 125), round(80, 125), round(800, 220, 5, 8)]],
]);

test('figures are the medians of the rounds, each by itself', () => {
  expect(figuresOf(measured)[0]).toMatchObject({ requestsPerSecond: 1_000, cpuUs: 100, p50Ms: 1, p99Ms: 2 });
});

test('a comparison is of rounds that were measured together', () => {
  expect(comparisonsOf(measured, 'activation')).toEqual([
    { name: 'activation', with: 'less', throughput: 0.8, throughputPerCpu: 0.8 },
  ]);
});

describe('the report', () => {
  const shape = { requests: 10, warmUp: 0, streams: 1, connections: 1, credentials: 5, memory: 20, restSeconds: 1 };
  const report: Report = {
    at: '2026-03-10T12:00:00.000Z',
    machine: '2 × Abacus',
    options: { rounds: 3, ...shape },
    figures: figuresOf(measured),
    comparisons: comparisonsOf(measured, 'activation'),
    atRest: { identity: 123_456_789 },
    afterwards: { identity: 134_567_890 },
    underLoad: [0, 20, 20].map((activations) => ({ activations, bytes: 100e6 + activations * 1e6, unsent: 0 })),
  };
  const text = readable(report, 'npm run bench -- activation');

  test('says what was measured where, when and how', () => {
    expect(text).toContain('Measured 2026-03-10 on 2 × Abacus: medians of 3 interleaved rounds of 10 requests each');
    expect(text).toContain('`npm run bench -- activation`');
  });
  test('has each figure in its place', () => {
    expect(text).toMatch(/\| less +\| 1000 +\| 100 +\| 1.00 +\| 2.00 +\|/);
    expect(text).toMatch(/\| activation : less \| 0.80 × +\| 0.80 × +\|/);
    expect(text).toMatch(/\| resident MB \| at rest \| after 20 activations \|/);
    expect(text).toMatch(/\| identity +\| 123 +\| 135 +\|/);
    expect(text).toContain('from 0 to 20 activations and when all is written: 100 · 120 · 120.');
  });
  test('leaves out what was not measured', () => {
    expect(readable({ ...report, atRest: {}, underLoad: [], afterwards: {} }, 'x')).not.toMatch(/rest|Resident/i);
  });
  test('has one column where nothing was activated', () => {
    expect(readable({ ...report, underLoad: [], afterwards: {} }, 'x')).toMatch(/\| resident MB \| at rest \|\n/);
  });
  test('goes between its markers, again and again, and touches nothing else', () => {
    const document = 'before\n<!-- bench -->\n<!-- /bench -->\nafter $1';
    const once = withBench(document, 'costs $& and $1');
    expect(once).toBe('before\n<!-- bench -->\n\ncosts $& and $1\n\n<!-- /bench -->\nafter $1');
    expect(withBench(once, 'costs $& and $1')).toBe(once);
  });
  test('is not lost in a document without markers', () =>
    expect(() => withBench('text', 'x')).toThrow(/no <!-- bench/));
});
