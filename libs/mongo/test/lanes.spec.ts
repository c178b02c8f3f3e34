import { expect, test } from '@jest/globals';
import { lanes } from '../src/lanes.ts';

/** Work that ends when it is told to. */
function controlled() {
  const log: string[] = [];
  let end: { resolve(value: string): void; reject(error: Error): void } | undefined;
  const told = new Promise<string>((resolve, reject) => {
    end = { resolve, reject };
  });
  const work = async () => {
    log.push('begins');
    return told;
  };
  return { work, log, resolve: (value: string) => end?.resolve(value), reject: (error: Error) => end?.reject(error) };
}
const idle = () => new Promise(setImmediate);

test('work in one lane runs one after the other, in order; another lane does not wait', async () => {
  const inLane = lanes();
  const [one, two, other] = [controlled(), controlled(), controlled()];
  const results = [inLane('a', one.work), inLane('a', two.work), inLane('b', other.work)];
  await idle();
  expect([one.log, two.log, other.log]).toEqual([['begins'], [], ['begins']]);
  one.resolve('1');
  await idle();
  expect(two.log).toEqual(['begins']);
  two.resolve('2');
  other.resolve('3');
  expect(await Promise.all(results)).toEqual(['1', '2', '3']);
});

test('work that fails lets the next one in', async () => {
  const inLane = lanes();
  const failing = controlled();
  const failed = inLane('a', failing.work);
  const next = inLane('a', async () => 'next');
  failing.reject(new Error('broken'));
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
