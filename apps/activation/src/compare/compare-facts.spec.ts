import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FactDocument } from '../facts/document.ts';
import { compareFacts, gives, stillDiffers } from './compare-facts.ts';
import { repairOf } from './repair-of.ts';
import { tombstoneOf } from './tombstone-of.ts';

const since = new Date('2026-03-01T00:00:00Z');
const member = (version: number, active: boolean): FactDocument => ({
  _id: 'membership/ws_1/usr_1',
  kind: 'membership',
  version,
  fact: { version, membershipId: 'mem_1', active, since },
});

describe('how two facts differ', () => {
  test.each([
    ['nothing anywhere', undefined, undefined, undefined],
    ['the same', member(2, true), member(2, true), undefined],
    ['a version that changed nothing in it', member(3, true), member(2, true), undefined],
    ['not here', member(1, true), undefined, 'missing'],
    ['dead there and not here', member(2, false), undefined, 'missing'],
    ['behind', member(3, false), member(2, true), 'older'],
    ['the same version, something else', member(2, false), member(2, true), 'different'],
    ['ahead of the owner', member(2, true), member(3, false), 'newer'],
    ['ahead of the owner, saying the same', member(2, true), member(3, true), 'newer'],
    ['alive here, unknown there', undefined, member(1, true), 'surplus'],
    ['dead here, unknown there', undefined, member(1, false), undefined],
  ])('%s', (_what, theirs, ours, difference) => {
    expect(compareFacts(theirs, ours)).toBe(difference);
  });

  test('a field that is undefined and one that is not there are the same', () => {
    const open: FactDocument = {
      ...member(1, true),
      fact: { version: 1, membershipId: 'm', active: true, since: undefined },
    };
    const { since: _, ...stored } = { since, version: 1, membershipId: 'm', active: true };
    expect(compareFacts(open, { ...open, fact: stored as never })).toBeUndefined();
  });
});

describe('what is under way is no difference', () => {
  test('ours has reached what was seen first, and the owner has changed again', () => {
    const difference = compareFacts(member(6, false), member(5, true));
    expect(stillDiffers(difference, member(5, true), member(5, true))).toBe(false);
  });
  test('ours has not moved', () => {
    const difference = compareFacts(member(6, false), member(4, true));
    expect(stillDiffers(difference, member(5, false), member(4, true))).toBe(true);
  });
});

test('a canceled subscription still gives, until it ends', () => {
  const subscription = (status: string) => ({ ...member(1, true), kind: 'subscription', fact: { status } }) as never;
  expect(gives(subscription('canceled'))).toBe(true);
  expect(gives(subscription('expired'))).toBe(false);
});

/** A history as its owner wrote it: each version gives or does not. */
const history = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
const at = (said: readonly boolean[], version: number) => member(version, said[version - 1] ?? false);

test('whatever ours was, after the repair nothing differs', () => {
  const any = fc.option(fc.record({ version: fc.integer({ min: 0, max: 9 }), active: fc.boolean() }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(any, any, fc.boolean(), (there, here, ownersWin) => {
      const theirs = there && member(there.version, there.active);
      const ours = here && member(here.version, here.active);
      const difference = compareFacts(theirs, ours);
      if (!difference) return;
      const repair = repairOf(difference, { theirs, ours }, ownersWin);
      if (repair.how !== 'hold') expect(compareFacts(theirs, repair.fact)).toBeUndefined();
      else expect(ownersWin).toBe(false);
    }),
  );
});

test('a repair without an operator never gives back what a newer fact has taken away', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), (said, there, here) => {
      const [theirs, ours] = [at(said, 1 + (there % said.length)), at(said, 1 + (here % said.length))];
      const difference = compareFacts(theirs, ours);
      const repair = difference && repairOf(difference, { theirs, ours }, false);
      if (!repair || repair.how === 'hold') return;
      // Through the usual door only what is newer is taken; in the place of something else nothing may revive.
      if (repair.how === 'apply') expect(repair.fact.version).toBeGreaterThan(ours.version);
      else expect(gives(repair.fact) && !gives(ours)).toBe(false);
    }),
  );
});

test('a tombstone gives nothing, is no difference, and whatever its owner says later is newer', () => {
  const dead = tombstoneOf(member(7, true));
  expect(gives(dead)).toBe(false);
  expect(compareFacts(undefined, dead)).toBeUndefined();
  expect(compareFacts(member(1, true), dead)).toBe('older');
});
