import { expect, test } from '@jest/globals';
import { after, HOUR } from '@platform/kernel';
import { activeKey, jwksOf, newStoredKey, signingKey, vouchedFor } from '@platform/lease';
import type { OpsProblem } from './problem.ts';
import { activateNext, addNext, dropAtOnce, dropRetiring, type SigningKeys } from './signing-key-change.ts';

const now = new Date('2026-03-01T12:00:00Z');
const old = newStoredKey('key-1');
const waiting = addNext([old], newStoredKey('key-2'), now);
const turned = activateNext(waiting, ['key-1', 'key-2'], now);
/** Every activation was restarted two hours after the keys were changed. */
const restarted = after(now, 2 * HOUR);
const signing = new Map([
  ['key-1', restarted],
  ['key-2', after(now, 90 * HOUR)],
]);
const over = after(restarted, 25 * HOUR);
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
  const gone = dropRetiring(turned, signing, over);
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
  const one = dropRetiring(turned, signing, over);
  const waitingAgain = addNext(one, newStoredKey('key-3'), over);
  const two = dropAtOnce(activateNext(waitingAgain, ['key-3'], over));
  const published = jwksOf(two.map(signingKey));
  expect(vouchedFor(published, jwksOf([signingKey(old)]))).toEqual(published);
  expect(published.keys.map(({ kid }) => kid)).toEqual(['key-3']);
});

test.each([
  ['a second key while one waits', () => addNext(waiting, newStoredKey('key-3'), now), 'CHANGE_UNDER_WAY'],
  ['a key that nobody can verify yet', () => activateNext(waiting, ['key-1'], now), 'NOT_PUBLISHED'],
  ['nothing to activate', () => activateNext([old], ['key-1'], now), 'NOTHING_UNDER_WAY'],
  [
    'dropping a key with which an activation signed on after the change',
    () => dropRetiring(turned, signing, after(over, -1)),
    'LEASES_LIVE',
  ],
  [
    'dropping a key sooner after the change, whatever the activations have told',
    () => dropRetiring(turned, new Map([['key-1', after(now, -HOUR)]]), after(now, 25 * HOUR - 1)),
    'LEASES_LIVE',
  ],
  ['dropping a key of which no activation has told', () => dropRetiring(turned, new Map(), over), 'SIGNING_UNKNOWN'],
  ['dropping nothing', () => dropRetiring(waiting, signing, over), 'NOTHING_UNDER_WAY'],
  ['dropping nothing at once', () => dropAtOnce(waiting), 'NOTHING_UNDER_WAY'],
])('%s is refused', (_what, work, code) => {
  expect(codeOf(work)).toBe(code);
});

test('a key that leaked goes at once; what still signs and what waits stays', () => {
  expect(states(dropAtOnce(addNext(turned, newStoredKey('key-3'), now)))).toEqual([
    ['key-2', 'active'],
    ['key-3', 'next'],
  ]);
});

test('who comes too early is told why and until when', () => {
  expect(() => dropRetiring(turned, signing, over)).not.toThrow();
  expect(() => dropRetiring(turned, signing, restarted)).toThrow(
    'key-1 may have signed until 2026-03-01T14:00:00.000Z: emulators may hold its leases until 2026-03-02T15:00:00.000Z.',
  );
});
