import { expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

test('gives the value as soon as the check passes', async () => {
  let asked = 0;
  const value = await eventually(async () => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return 'there';
  });
  expect([value, asked]).toEqual(['there', 3]);
});

test('waits while the check says false', async () => {
  let asked = 0;
  expect(await eventually(() => ++asked > 4)).toBe(true);
  expect(asked).toBe(5);
});

test('shows the last failure when the time is over', async () => {
  let asked = 0;
  const never = eventually(
    () => {
      throw new Error(`failure ${++asked}`);
    },
    { within: 40 },
  );
  const told = await never.catch((error: Error) => error.message);
  expect(told).toBe(`not within 40 ms; at last: failure ${asked}`);
  await expect(eventually(() => false, { within: 10 })).rejects.toThrow(/it stayed false/);
});
