import { expect, test } from '@jest/globals';
import { spanOf } from '../../test/given.ts';
import { waterfall } from './waterfall.ts';

test('each span stands below the one that caused it, in the order and at the place of its time', () => {
  const rows = waterfall([
    spanOf({ spanId: 'late', parentSpanId: 'root', startedAt: 1_050, milliseconds: 50 }),
    spanOf({ spanId: 'inner', parentSpanId: 'early', startedAt: 1_020, milliseconds: 10 }),
    spanOf({ spanId: 'early', parentSpanId: 'root', startedAt: 1_010, milliseconds: 30 }),
    spanOf({ spanId: 'root', parentSpanId: 'browser', milliseconds: 100 }),
  ]);
  expect(rows.map(({ span, depth, from, width }) => [span.spanId, depth, from, width])).toEqual([
    ['root', 0, 0, 1],
    ['early', 1, 0.1, 0.3],
    ['inner', 2, 0.2, 0.1],
    ['late', 1, 0.5, 0.5],
  ]);
});

test('a circle of parents, which nobody should send, ends', () => {
  const circle = [spanOf({ spanId: 'a', parentSpanId: 'b' }), spanOf({ spanId: 'b', parentSpanId: 'a' })];
  expect(waterfall(circle)).toEqual([]);
  expect(waterfall([])).toEqual([]);
});
