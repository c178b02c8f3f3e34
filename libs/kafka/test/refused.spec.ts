import { expect, test } from '@jest/globals';
import { DAY, refuse } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { type OutboxRow, Undelivered } from '../src/index.ts';
import { ids, ofAggregate, relaying } from './relaying.ts';

const { start, owe } = await relaying();
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** Takes rows as the publisher does: a topic leaves with one request, which one refused row spoils. */
const byTopic = (isRefused: (row: OutboxRow) => boolean, delivered: string[]) => async (rows: readonly OutboxRow[]) => {
  const spoilt = new Set(rows.filter(isRefused).map(({ topic }) => topic));
  const left = rows.filter(({ topic }) => spoilt.has(topic));
  delivered.push(...ids(rows.filter((row) => !left.includes(row))));
  if (left.length > 0) throw new Undelivered(left, new TypeError('refused'));
};
const isBad = ({ aggregate }: OutboxRow) => aggregate.startsWith('bad');

test('a row that is refused holds up its own aggregate alone', async () => {
  const delivered: string[] = [];
  let mended = false;
  const kafka = async (rows: readonly OutboxRow[]) => {
    if (!mended && rows.some(({ _id }) => _id === 'bad-1')) throw new TypeError('refused');
    delivered.push(...ids(rows));
  };
  await owe([...ofAggregate('a', [1]), ...ofAggregate('bad', [1, 2]), ...ofAggregate('c', [1, 2])]);
  const relay = start({ deliver: { kafka }, timing: { firstBackoffMs: 5, mostBackoffMs: 10 } });
  await eventually(() => expect(delivered).toEqual(['a-1', 'c-1', 'c-2']));
  expect(await relay.oldestUnsentAgeSeconds()).toBeGreaterThan(0);
  mended = true;
  await relay.settle();
  expect(delivered).toEqual(['a-1', 'c-1', 'c-2', 'bad-1', 'bad-2']);
});

test('a refused row holds up nobody else of its topic, also while another topic has news in every round', async () => {
  const delivered: string[] = [];
  const take = byTopic(isBad, delivered);
  let news = 1;
  const kafka = async (rows: readonly OutboxRow[]) => {
    if (rows.some(({ aggregate }) => aggregate === 'busy')) {
      news += 1;
      await owe(ofAggregate('busy', [news], { topic: 'busy.note.v1' }));
    }
    await take(rows);
  };
  await owe([...ofAggregate('bad', [1]), ...ofAggregate('c', [1, 2])]);
  await owe(ofAggregate('busy', [1], { topic: 'busy.note.v1' }));
  start({ deliver: { kafka }, timing: { firstBackoffMs: 5, mostBackoffMs: 10 } });
  await eventually(() => expect(delivered).toEqual(expect.arrayContaining(['c-1', 'c-2'])));
  expect(delivered.filter((id) => id.startsWith('c'))).toEqual(['c-1', 'c-2']);
  expect(delivered).toContain('busy-1');
});

test.each([
  ['of as many aggregates', range(450).flatMap((n) => ofAggregate(`bad${n}`, [1]))],
  ['of one aggregate', ofAggregate('bad', range(450))],
])('more refused rows than two batches hold, %s, do not hold up what is younger', async (_, bad) => {
  const delivered: string[] = [];
  await owe(bad.map((row) => ({ ...row, created_at: new Date(1_000) })));
  await owe(ofAggregate('young', [1, 2]));
  start({ deliver: { kafka: byTopic(isBad, delivered) }, timing: { firstBackoffMs: DAY, mostBackoffMs: DAY } });
  await eventually(() => expect(delivered).toEqual(['young-1', 'young-2']));
});

test('what stands before a refused row of its aggregate arrives', async () => {
  const delivered: string[] = [];
  const kafka = byTopic(({ _id }) => _id === 'bad-4', delivered);
  await owe(ofAggregate('bad', [1, 2, 3, 4, 5]));
  start({ deliver: { kafka }, timing: { firstBackoffMs: 5, mostBackoffMs: 10 } });
  await eventually(() => expect(delivered).toEqual(['bad-1', 'bad-2', 'bad-3']));
});

test('a refused row slows nobody down: only a target that is away makes the relay wait', async () => {
  const delivered: string[] = [];
  await owe(ofAggregate('bad', [1]));
  const timing = { pollMs: DAY, idleMs: DAY, firstBackoffMs: DAY, mostBackoffMs: DAY };
  let asked = 0;
  const take = byTopic(isBad, delivered);
  const kafka = async (rows: readonly OutboxRow[]) => {
    asked += 1;
    await take(rows);
  };
  start({ deliver: { kafka }, timing });
  await eventually(() => expect(asked).toBe(1));
  for (const n of [1, 2, 3]) {
    await owe(ofAggregate('fine', [n]));
    await eventually(() => expect(delivered).toContain(`fine-${n}`));
  }
  expect(asked).toBe(4);
});

/** The same numbers in every run. */
function chance(seed: number): (upTo: number) => number {
  let state = seed;
  return (upTo) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * upTo);
  };
}

test('whatever is refused, and when: each aggregate arrives in order and once', async () => {
  const roll = chance(4711);
  const delivered: string[] = [];
  const kafka = async (rows: readonly OutboxRow[]) => {
    if (roll(8) === 0) throw refuse('DEPENDENCY_UNAVAILABLE');
    const unlucky = `agg${roll(5)}`;
    await byTopic(({ aggregate }) => aggregate === unlucky, delivered)(rows);
  };
  const rows = range(120).map((n) => ofAggregate(`agg${roll(5)}`, [n], { topic: `topic${roll(3)}.v1` }));
  const timing = { batchRows: 10, firstBackoffMs: 1, mostBackoffMs: 4 };
  const relay = start({ deliver: { kafka }, timing });
  for (let at = 0; at < rows.length; at += 6) await owe(rows.slice(at, at + 6).flat());
  await relay.settle();
  const inOrderOf = (all: readonly string[], aggregate: string) => all.filter((id) => id.startsWith(`${aggregate}-`));
  for (const aggregate of range(5).map((n) => `agg${n - 1}`))
    expect(inOrderOf(delivered, aggregate)).toEqual(inOrderOf(rows.flatMap(ids), aggregate));
  expect(delivered).toHaveLength(120);
});

test('a topic that alone is away makes no other wait', async () => {
  const delivered: string[] = [];
  const kafka = async (rows: readonly OutboxRow[]) => {
    const left = rows.filter(({ topic }) => topic === 'away.note.v1');
    delivered.push(...ids(rows.filter((row) => !left.includes(row))));
    if (left.length > 0) throw new Undelivered(left, refuse('DEPENDENCY_UNAVAILABLE'));
  };
  await owe([...ofAggregate('a', [1], { topic: 'away.note.v1' }), ...ofAggregate('b', [1])]);
  start({ deliver: { kafka }, timing: { firstBackoffMs: DAY, mostBackoffMs: DAY } });
  await eventually(() => expect(delivered).toEqual(['b-1']));
  await owe(ofAggregate('b', [2]));
  await eventually(() => expect(delivered).toEqual(['b-1', 'b-2']));
});
