import { expect, test } from '@jest/globals';
import { gathered } from './gathered.ts';

test('who goes on in the same turn is handed over together, in order, and hears of it after that', async () => {
  const handed: (readonly number[])[] = [];
  const give = gathered<number>((all) => handed.push(all));
  const read = Promise.resolve();
  const heard: number[] = [];
  const calls = [1, 2, 3].map(async (number) => {
    await read;
    await give(number);
    heard.push(number);
  });
  expect([handed, heard]).toEqual([[], []]);
  await Promise.all(calls);
  expect([handed, heard]).toEqual([[[1, 2, 3]], [1, 2, 3]]);
  await give(4);
  expect(handed).toEqual([[1, 2, 3], [4]]);
});

test('nobody is told that it is done where it was not; who comes later is handed over anew', async () => {
  const give = gathered<string>(([first]) => {
    if (first === 'bad') throw new Error('not taken');
  });
  const both = await Promise.allSettled([give('bad'), give('good')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await give('good');
});
