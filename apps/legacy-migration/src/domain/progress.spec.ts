import { expect, test } from '@jest/globals';
import { day, keyWith, licensed, tokenUsed } from '../../test/samples.ts';
import { progressOf } from './progress.ts';

test('a workspace is counted by stage, dormancy and recent use', () => {
  const keys = [
    keyWith(),
    keyWith([licensed(day(1))]),
    keyWith([tokenUsed(day(1))], [day(95), day(99)]),
    keyWith([tokenUsed(day(1))]),
  ];
  const progress = progressOf(keys, day(100));
  expect(progress).toMatchObject({ total: 4, done: 0, dormant: 3, usesLast30Days: 2 });
  expect(Object.fromEntries(progress.stages)).toEqual({
    active: 1,
    license_assigned: 1,
    token_in_use: 1,
    ready_to_remove: 1,
  });
});

test('without keys there is nothing to do', () => {
  expect(progressOf([], day(1))).toEqual({ total: 0, done: 0, dormant: 0, stages: new Map(), usesLast30Days: 0 });
});
