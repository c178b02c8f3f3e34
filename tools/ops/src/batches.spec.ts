import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchesOf } from './batches.ts';

const row = fc.stringMatching(/^[a-z0-9,]{1,40}$/);

test('no row is lost, doubled or moved, and every batch fits', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 60, max: 200 }), (rows, limit) => {
      const batches = batchesOf(['head,er', ...rows].join('\n'), 'csv', limit);
      const parts = batches.map(({ content }) => content.toString().trimEnd().split('\n'));
      expect(parts.every(([header]) => header === 'head,er')).toBe(true);
      expect(parts.flatMap(([, ...rest]) => rest)).toEqual(rows);
      expect(batches.every(({ content }) => content.length <= limit)).toBe(true);
      expect(batches.map(({ rowsBefore }) => rowsBefore)).toEqual(
        batches.map((_, index) => batches.slice(0, index).reduce((sum, { rows: count }) => sum + count, 0)),
      );
    }),
  );
});

test('a row that can never fit is named', () => {
  expect(() => batchesOf(`a\n${'x'.repeat(100)}`, 'ndjson', 50)).toThrow(/Row 2/);
});

test('blank lines and carriage returns are no rows', () => {
  expect(batchesOf('{"a":1}\r\n\r\n{"a":2}\r\n', 'ndjson')).toEqual([
    { content: Buffer.from('{"a":1}\n{"a":2}\n'), rows: 2, rowsBefore: 0 },
  ]);
  expect(batchesOf('', 'csv')).toEqual([]);
});
