import { expect, test } from '@jest/globals';
import { readTogether } from './read-together.ts';

/** A database that answers when told to, and keeps the rounds it was asked. */
function database() {
  const rounds: { readonly keys: readonly string[]; answer(): void; fail(error: Error): void }[] = [];
  const readAll = (keys: readonly string[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      rounds.push({ keys, answer: () => resolve(keys.map((key) => key.toUpperCase())), fail: reject });
    });
  return { rounds, readAll };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('reads of one turn share a round trip and each gets its own answer', async () => {
  const { rounds, readAll } = database();
  const read = readTogether(readAll, { atOnce: 2, most: 10 });
  const answers = Promise.all(['a', 'b', 'c'].map(read));
  await turn();
  expect(rounds.map(({ keys }) => keys)).toEqual([['a', 'b', 'c']]);
  rounds[0]?.answer();
  expect(await answers).toEqual(['A', 'B', 'C']);
});

test('a read never joins a round that has begun: it would miss what was acknowledged since', async () => {
  const { rounds, readAll } = database();
  const read = readTogether(readAll, { atOnce: 1, most: 10 });
  const first = read('a');
  await turn();
  const [second, third] = [read('a'), read('b')];
  await turn();
  expect(rounds.map(({ keys }) => keys)).toEqual([['a']]);
  rounds[0]?.answer();
  expect(await first).toBe('A');
  expect(rounds.map(({ keys }) => keys)).toEqual([['a'], ['a', 'b']]);
  rounds[1]?.answer();
  expect(await Promise.all([second, third])).toEqual(['A', 'B']);
});

test('a round is no larger than allowed, and no more are under way than allowed', async () => {
  const { rounds, readAll } = database();
  const read = readTogether(readAll, { atOnce: 2, most: 2 });
  const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map(read));
  await turn();
  expect(rounds.map(({ keys }) => keys)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  rounds[0]?.answer();
  await turn();
  rounds[1]?.answer();
  rounds[2]?.answer();
  expect(await answers).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('a round that fails fails its own reads and no others', async () => {
  const { rounds, readAll } = database();
  const read = readTogether(readAll, { atOnce: 1, most: 1 });
  const [bad, good] = [read('a'), read('b')];
  await turn();
  rounds[0]?.fail(new Error('away'));
  await expect(bad).rejects.toThrow('away');
  await turn();
  rounds[1]?.answer();
  expect(await good).toBe('B');
});
