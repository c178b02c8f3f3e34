import { expect, test } from '@jest/globals';
import { type Journey, measureJourneys } from './sign-up.ts';

const journey = (first: number, second: number, mailMs: number): Journey => ({
  ...{ steps: { first, second }, mailMs },
  withoutMailMs: first + second,
});

test('the first journey does not count; of the others each step has its median, and the slowest is named', async () => {
  const all = [journey(900, 900, 900), journey(1, 20, 5), journey(3, 10, 7), journey(2, 60, 6)];
  const figures = await measureJourneys(
    () => Promise.resolve(all.shift() ?? journey(0, 0, 0)),
    3,
    () => {},
  );
  expect(figures).toMatchObject({
    ...{ steps: { first: 2, second: 20 }, mailMs: 6 },
    ...{ withoutMailMs: 21, slowestMs: 62 },
  });
  expect(figures.journeys).toHaveLength(3);
});
