import { expect, test } from '@jest/globals';
import { inOrder } from './in-order.ts';

const recorder = () => {
  const seen: string[] = [];
  const part = (name: string, failure?: Error) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    if (failure) throw failure;
  };
  return { seen, part };
};

test('parts stop one after the other', async () => {
  const { seen, part } = recorder();
  await inOrder(part('server'), part('ears'), part('database'))();
  expect(seen).toEqual(['server', 'ears', 'database'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('a failure is thrown after all have stopped', async () => {
  const { seen, part } = recorder();
  const failure = new Error('stuck');
  await expect(inOrder(part('server', failure), part('database'))()).rejects.toBe(failure);
  expect(seen).toContain('database ends');
});

test('several failures are thrown together', async () => {
  const stop = inOrder(
    () => Promise.reject(new Error('one')),
    () => {
      throw new Error('two');
    },
  );
  await expect(stop()).rejects.toMatchObject({ errors: [{ message: 'one' }, { message: 'two' }] });
});

test('a second call waits for the first and stops nothing twice', async () => {
  const { seen, part } = recorder();
  const stop = inOrder(part('server'));
  await Promise.all([stop(), stop()]);
  await stop();
  expect(seen).toEqual(['server begins', 'server ends']);
});

test('nothing to stop is fine', async () => {
  await expect(inOrder()()).resolves.toBeUndefined();
});
