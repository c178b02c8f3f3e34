import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { manualTime } from '../../test/manual-time.ts';
import type { ActivationRequest, Door, Outcome } from './outcome.ts';
import { activatePatiently } from './retrying.ts';

const trouble: Outcome = { kind: 'trouble', what: 'connect ECONNREFUSED' };
const refused: Outcome = { kind: 'refused', reason: 'TOKEN_ROTATED', message: '', also: [], decisionId: undefined };

/** A door that answers what it is told, in order; each call takes so long, unless it is given up before. */
function doorThatAnswers(outcomes: readonly Outcome[], takes = 0, chance = 0.5) {
  const passing = manualTime(new Date(0));
  const calls: number[] = [];
  const waits: number[] = [];
  const activate = async (_request: ActivationRequest, withinMs: number) => {
    calls.push(withinMs);
    await passing.pass(Math.min(takes, withinMs));
    return outcomes[calls.length - 1] ?? trouble;
  };
  const wait = async (milliseconds: number) => {
    waits.push(Math.round(milliseconds));
    await passing.pass(milliseconds);
  };
  const door: Door = { activate, keys: async () => undefined, close: () => {} };
  const time = { ...passing.time, wait, chance: () => chance };
  const ask = () => activatePatiently(door, {} as ActivationRequest, time);
  return { ask, calls, waits, passed: () => passing.time.monotonic() };
}

test('a verdict is final: it is not asked for twice', async () => {
  const { ask, calls } = doorThatAnswers([refused, refused]);
  expect(await ask()).toBe(refused);
  expect(calls).toHaveLength(1);
});

test('trouble is tried again three times, with growing pauses', async () => {
  const { ask, calls, waits } = doorThatAnswers([]);
  expect(await ask()).toEqual(trouble);
  expect(calls).toEqual([3_000, 3_000, 3_000, 3_000]);
  expect(waits).toEqual([220, 1_100, 3_300]);
});

test('a verdict after trouble counts', async () => {
  const { ask, calls } = doorThatAnswers([trouble, refused]);
  expect(await ask()).toBe(refused);
  expect(calls).toHaveLength(2);
});

test('a server that is silent is given up after ten seconds: the last call has what is left of them', async () => {
  const { ask, calls, passed } = doorThatAnswers([], 60_000);
  await ask();
  expect(calls).toEqual([3_000, 3_000, 2_680]);
  expect(passed()).toBe(10_000);
});

test('however slow the calls and long the pauses, it takes no more than ten seconds', async () => {
  const takes = fc.integer({ min: 0, max: 5_000 });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  await fc.assert(
    fc.asyncProperty(takes, chance, async (each, drawn) => {
      const { ask, passed } = doorThatAnswers([], each, drawn);
      await ask();
      expect(passed()).toBeLessThanOrEqual(10_000);
    }),
  );
});
