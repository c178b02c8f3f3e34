import { expect, test } from '@jest/globals';
import { amountsOf } from './amounts.ts';

const [short, long] = [amountsOf({ CAMPAIGN: false }), amountsOf({ CAMPAIGN: true })];

test('in short there are the resets that Q-1 asks of every run, and everybody is away in some way', () => {
  expect([short.resets, long.resets]).toEqual([1_000, 100_000]);
  expect(Object.values(short.away).every((ways) => ways.length > 0)).toBe(true);
});

test('a campaign does at least as much of everything', () => {
  for (const name of ['activations', 'changes', 'pages', 'changesHeard'] as const)
    expect([name, long[name] >= short[name]]).toEqual([name, true]);
  for (const what of ['part', 'needed', 'unseen'] as const)
    expect(long.away[what]).toEqual(expect.arrayContaining([...short.away[what]]));
  expect([long.everyDoor, long.disturbed]).toEqual([true, true]);
});

test('so many resets as are asked for', () => {
  expect(amountsOf({ CAMPAIGN: true, RESETS: 5_000 })).toEqual({ ...long, resets: 5_000 });
});
