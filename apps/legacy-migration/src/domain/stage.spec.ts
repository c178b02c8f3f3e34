import { describe, expect, test } from '@jest/globals';
import { day, fresh, joined, keyWith, left, licensed, tokenUsed, unlicensed } from '../../test/samples.ts';
import { isDormant, stageOf } from './stage.ts';

describe('the way out, step by step (S-128, contract §7.2)', () => {
  test('taken in', () => expect(stageOf(keyWith(), day(1))).toBe('active'));
  test('a license is assigned', () => expect(stageOf(keyWith([licensed(day(1))]), day(2))).toBe('license_assigned'));
  test('and taken away again', () =>
    expect(stageOf(keyWith([licensed(day(1)), unlicensed(day(2))]), day(3))).toBe('active'));
  test('one activation with the Auth Token is enough (A-30)', () =>
    expect(stageOf(keyWith([licensed(day(1)), tokenUsed(day(2))]), day(3))).toBe('token_in_use'));
  test('ready after seven silent days, and not a moment before', () => {
    const key = keyWith([tokenUsed(day(2))], [day(1)]);
    expect(stageOf(key, new Date(day(8).getTime() - 1))).toBe('token_in_use');
    expect(stageOf(key, day(8))).toBe('ready_to_remove');
  });
  test('what happened before the import is no silence that we heard', () => {
    const key = keyWith([tokenUsed(day(-30))]);
    expect(stageOf(key, day(6.9))).toBe('token_in_use');
    expect(stageOf(key, day(7))).toBe('ready_to_remove');
  });
});

test('the legacy key used again after the switch is an alert for a day; then silence has to begin anew', () => {
  const key = keyWith([tokenUsed(day(2))], [day(1), day(20)]);
  expect(stageOf(key, day(20))).toBe('regressed');
  expect(stageOf(key, day(20.9))).toBe('regressed');
  expect(stageOf(key, day(21))).toBe('token_in_use');
  expect(stageOf(key, day(26.9))).toBe('token_in_use');
  expect(stageOf(key, day(27))).toBe('ready_to_remove');
});

test('a use before the switch is none after it', () => {
  expect(stageOf(keyWith([tokenUsed(day(2))], [day(1.9)]), day(2))).toBe('token_in_use');
});

test('from any stage: the owner left, and came back', () => {
  for (const facts of [[], [licensed(day(1))], [tokenUsed(day(1))]]) {
    const before = stageOf(keyWith(facts), day(9));
    expect(stageOf(keyWith([...facts, left(day(2))]), day(9))).toBe('orphaned');
    expect(stageOf(keyWith([...facts, left(day(2)), joined(day(3))]), day(9))).toBe(before);
  }
});

test('an owner of whom nothing was heard is not absent', () => {
  expect(stageOf(keyWith(), day(1))).not.toBe('orphaned');
});

test('a CI key has no owner whose token could take its place', () => {
  const facts = [left(day(1)), licensed(day(1)), tokenUsed(day(1))];
  expect(stageOf(keyWith(facts, [], { kind: 'ci', userId: '' }), day(30))).toBe('active');
});

test('dormant is a flag beside any stage: no use in ninety days', () => {
  expect(isDormant(keyWith(), day(89.9))).toBe(false);
  expect(isDormant(keyWith(), day(90))).toBe(true);
  expect(isDormant(keyWith([], [day(50)]), day(90))).toBe(false);
  expect(isDormant(keyWith([], [day(50)]), day(140))).toBe(true);
  expect(isDormant(fresh, day(900))).toBe(false);
});
