import { expect, test } from '@jest/globals';
import { after, HOUR } from '@platform/kernel';
import { activeKey, jwksOf, newStoredKey, signingKey, vouchedFor } from '@platform/lease';
import type { OpsProblem } from './problem.ts';
import { activateNext, addNext, dropRetiring, type SigningKeys } from './signing-key-change.ts';

const now = new Date('2026-03-01T12:00:00Z');
const old = newStoredKey('key-1');
const waiting = addNext([old], newStoredKey('key-2'), now);
const turned = activateNext(waiting, ['key-1', 'key-2'], now);
const states = (keys: SigningKeys) => jwksOf(keys.map(signingKey)).keys.map(({ kid, state }) => [kid, state]);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'OK';
  } catch (error) {
    return (error as OpsProblem).code;
  }
};

test('next, active, retiring, gone; at every step exactly one key signs', () => {
  const gone = dropRetiring(turned, after(now, 25 * HOUR));
  for (const keys of [waiting, turned, gone]) expect(activeKey(keys.map(signingKey)).state).toBe('active');
  expect(states(waiting)).toEqual([
    ['key-1', 'active'],
    ['key-2', 'next'],
  ]);
  expect(states(turned)).toEqual([
    ['key-1', 'retiring'],
    ['key-2', 'active'],
  ]);
  expect(states(gone)).toEqual([['key-2', 'active']]);
});

test('a client that knows none but the first key trusts what came of it by two changes', () => {
  const one = dropRetiring(turned, after(now, 25 * HOUR));
  const waitingAgain = addNext(one, newStoredKey('key-3'), after(now, 26 * HOUR));
  const two = dropRetiring(activateNext(waitingAgain, ['key-3'], now), after(now, 25 * HOUR));
  const published = jwksOf(two.map(signingKey));
  expect(vouchedFor(published, jwksOf([signingKey(old)]))).toEqual(published);
  expect(published.keys.map(({ kid }) => kid)).toEqual(['key-3']);
});

test.each([
  ['a second key while one waits', () => addNext(waiting, newStoredKey('key-3'), now), 'CHANGE_UNDER_WAY'],
  ['a key that nobody can verify yet', () => activateNext(waiting, ['key-1'], now), 'NOT_PUBLISHED'],
  ['nothing to activate', () => activateNext([old], ['key-1'], now), 'NOTHING_UNDER_WAY'],
  ['dropping a key whose leases live', () => dropRetiring(turned, after(now, 24 * HOUR)), 'LEASES_LIVE'],
  ['dropping nothing', () => dropRetiring(waiting, now), 'NOTHING_UNDER_WAY'],
])('%s is refused', (_what, work, code) => {
  expect(codeOf(work)).toBe(code);
});
