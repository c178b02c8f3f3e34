import { expect, test } from '@jest/globals';
import type { ActivationRequest, Door, Outcome } from './outcome.ts';
import { activatePatiently } from './retrying.ts';

const trouble: Outcome = { kind: 'trouble', what: 'connect ECONNREFUSED' };
const refused: Outcome = { kind: 'refused', reason: 'TOKEN_ROTATED', message: '', also: [], decisionId: undefined };

/** A door that answers what it is told, in order, and counts. */
function doorThatAnswers(...outcomes: Outcome[]) {
  let asked = 0;
  const activate = async () => {
    asked += 1;
    return outcomes[asked - 1] ?? trouble;
  };
  const door: Door = { activate, keys: async () => undefined, close: () => {} };
  return { door, asked: () => asked };
}

/** Time that passes only while somebody waits for it. */
function clockwork(callMs = 0) {
  const waits: number[] = [];
  let at = 0;
  return {
    waits,
    time: {
      wait: async (milliseconds: number) => {
        waits.push(milliseconds);
        at += milliseconds;
      },
      monotonic: () => {
        at += callMs;
        return at;
      },
      later: () => () => {},
      chance: () => 0.5,
    },
  };
}

const request = {} as ActivationRequest;

test('a verdict is final: it is not asked for twice', async () => {
  const { door, asked } = doorThatAnswers(refused, refused);
  expect(await activatePatiently(door, request, clockwork().time)).toBe(refused);
  expect(asked()).toBe(1);
});

test('trouble is tried again three times, with growing pauses', async () => {
  const { door, asked } = doorThatAnswers();
  const { time, waits } = clockwork();
  expect(await activatePatiently(door, request, time)).toEqual(trouble);
  expect(asked()).toBe(4);
  expect(waits.map(Math.round)).toEqual([220, 1_100, 3_300]);
});

test('a verdict after trouble counts', async () => {
  const { door, asked } = doorThatAnswers(trouble, refused);
  expect(await activatePatiently(door, request, clockwork().time)).toBe(refused);
  expect(asked()).toBe(2);
});

test('slow trouble is given up before ten seconds are over', async () => {
  const { door, asked } = doorThatAnswers();
  await activatePatiently(door, request, clockwork(3_000).time);
  expect(asked()).toBeLessThan(4);
});
