import { expect, test } from '@jest/globals';
import { underWay } from './under-way.ts';

/** Work that ends when it is told to. */
function open() {
  let end: (how: 'well' | 'badly') => void = () => {};
  const work = new Promise<string>((resolve, reject) => {
    end = (how) => (how === 'well' ? resolve('done') : reject(new Error('badly')));
  });
  return { work: () => work, end: (how: 'well' | 'badly' = 'well') => end(how) };
}

test('what had begun is waited for, however it ends; what begins later is not', async () => {
  const { around, settled } = underWay();
  const [one, other, later] = [open(), open(), open()];
  const told: string[] = [];
  const results = [around(one.work)(), around(other.work)().catch(() => 'failed')];
  const over = settled().then(() => told.push('settled'));
  results.push(around(later.work)());
  one.end();
  await results[0];
  expect(told).toEqual([]);
  other.end('badly');
  await over;
  later.end();
  expect(await Promise.all(results)).toEqual(['done', 'failed', 'done']);
});

test('who asks later waits for all who were waited for before', async () => {
  const { around, settled } = underWay();
  const one = open();
  const result = around(one.work)();
  const told: string[] = [];
  const both = [settled().then(() => told.push('first')), settled().then(() => told.push('second'))];
  await around(async () => 'quick')();
  expect(told).toEqual([]);
  one.end();
  await Promise.all([...both, result]);
  expect(told).toEqual(['first', 'second']);
});

test('where nothing is under way nothing is waited for', async () => {
  const { around, settled } = underWay();
  await settled();
  await around(async () => 'done')();
  await settled();
});
