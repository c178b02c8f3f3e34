import { expect, test } from '@jest/globals';
import { spanOf } from '../../test/given.ts';
import { traceStore } from './trace-store.ts';

test('however many spans come, so many are kept, and they are the newest', () => {
  const store = traceStore({ spans: 1_000, spansOfTrace: 100 });
  for (let n = 0; n < 50_000; n += 1) store.add([spanOf({ traceId: `t${Math.floor(n / 10)}`, spanId: `s${n}` })]);
  expect(store.size()).toBe(1_000);
  expect(store.all().flat()).toHaveLength(1_000);
  expect(store.all()[0]?.[0]?.traceId).toBe('t4999');
  expect(store.trace('t0')).toEqual([]);
  expect(store.trace('t4999')).toHaveLength(10);
});

test('one endless trace pushes out nobody', () => {
  const store = traceStore({ spans: 1_000, spansOfTrace: 100 });
  store.add([spanOf({ traceId: 'quiet' })]);
  for (let n = 0; n < 5_000; n += 1) store.add([spanOf({ traceId: 'endless', spanId: `s${n}` })]);
  expect(store.size()).toBe(101);
  expect(store.trace('quiet')).toHaveLength(1);
});

test('a trace is given in the order of its time', () => {
  const store = traceStore();
  store.add([spanOf({ spanId: 'b', startedAt: 2 }), spanOf({ spanId: 'a', startedAt: 1 })]);
  expect(store.trace('t').map(({ spanId }) => spanId)).toEqual(['a', 'b']);
});
