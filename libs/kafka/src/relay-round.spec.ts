import { expect, test } from '@jest/globals';
import { departing } from './relay-round.ts';
import type { OutboxRow } from './types.ts';

const row = (aggregate: string, sequence: number, topic: string): OutboxRow => ({
  _id: `${aggregate}${sequence}`,
  channel: 'kafka',
  topic,
  key: 'ws_1',
  aggregate,
  sequence,
  position: 0,
  type: 'a.v1.B',
  value: Buffer.alloc(0),
  traceparent: '',
  created_at: new Date(0),
  sent_at: null,
});
const ids = (rows: readonly OutboxRow[]) => departing(rows).map(({ _id }) => _id);

test('rows of one topic leave together', () => {
  expect(ids([row('a', 1, 'x'), row('b', 1, 'x'), row('a', 2, 'x')])).toEqual(['a1', 'b1', 'a2']);
});

test("an aggregate's later topic waits, and so does all that follows it", () => {
  const rows = [row('a', 1, 'x'), row('a', 2, 'y'), row('a', 3, 'x'), row('b', 1, 'y'), row('b', 2, 'y')];
  expect(ids(rows)).toEqual(['a1', 'b1', 'b2']);
});
