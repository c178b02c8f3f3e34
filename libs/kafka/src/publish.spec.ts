import { expect, test } from '@jest/globals';
import { requestsOf } from './publish.ts';
import { largestValueBytes } from './topics.ts';
import type { OutboxRow } from './types.ts';

const row = (id: string, bytes: number): OutboxRow => ({
  _id: id,
  channel: 'kafka',
  topic: 'a.b.v1',
  key: 'ws_1',
  aggregate: `x/${id}`,
  sequence: 1,
  position: 0,
  type: 'a.v1.B',
  value: Buffer.alloc(bytes),
  traceparent: '',
  created_at: new Date(0),
  sent_at: null,
});
const ids = (rows: readonly OutboxRow[]) => requestsOf(rows).map((request) => request.map(({ _id }) => _id).join(''));

test('small rows travel together, in order', () => {
  expect(ids([row('a', 10), row('b', 10), row('c', 10)])).toEqual(['abc']);
  expect(ids([])).toEqual([]);
});

test('a request stays below what the broker takes', () => {
  const k200 = 200 * 1024;
  expect(ids([row('a', k200), row('b', k200), row('c', k200), row('d', k200), row('e', k200)])).toEqual([
    'ab',
    'cd',
    'e',
  ]);
});

test('a row that listeners would refuse for its size stands alone', () => {
  const large = largestValueBytes + 1;
  expect(ids([row('a', 1), row('X', large), row('b', 1), row('Y', large), row('Z', large)])).toEqual([
    'a',
    'X',
    'b',
    'Y',
    'Z',
  ]);
});
