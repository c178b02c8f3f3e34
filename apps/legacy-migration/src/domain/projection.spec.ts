import { describe, expect, test } from '@jest/globals';
import { DAY } from '@platform/kernel';
import fc from 'fast-check';
import { after, day, fresh, imported, importedAt } from '../../test/samples.ts';
import { followOwner } from './follow-owner.ts';
import { importLegacyKey } from './import-legacy-key.ts';
import type { LegacyKey } from './legacy-key.ts';
import { noteLegacyUse } from './note-legacy-use.ts';
import { evolveOwner, hearOwner, nothingKnown, type OwnerFact, type OwnerFacts } from './owner.ts';
import { stageOf } from './stage.ts';

/** What legacy-migration may hear about one key and its owner. */
type Heard =
  | { readonly id: number; readonly type: 'owner'; readonly fact: OwnerFact }
  | { readonly id: number; readonly type: 'used'; readonly at: Date }
  | { readonly id: number; readonly type: 'imported' };

interface World {
  readonly owner: OwnerFacts;
  readonly key: LegacyKey;
  /** The inbox: uses are counted, so each is taken once. */
  readonly seen: ReadonlySet<number>;
}

const now = day(200);
const start: World = { owner: nothingKnown, key: fresh, seen: new Set() };

/** One event, as the consumers handle it: decisions, folds and the inbox; no clock but `now`. */
function hear(world: World, event: Heard): World {
  switch (event.type) {
    case 'owner': {
      const owner = hearOwner(world.owner, event.fact).reduce(evolveOwner, world.owner);
      const key = world.key.imported ? after(world.key, followOwner(world.key, owner, now)) : world.key;
      return { ...world, owner, key };
    }
    case 'used': {
      if (world.seen.has(event.id)) return world;
      const key = after(world.key, noteLegacyUse(world.key, event.at, now));
      return { ...world, key, seen: new Set([...world.seen, event.id]) };
    }
    case 'imported':
      return { ...world, key: after(world.key, importLegacyKey(world.key, { ...imported, at: now }, world.owner)) };
  }
}

const hearAll = (events: readonly Heard[]): World => events.reduce(hear, start);

const instants = fc
  .integer({ min: 0, max: 180 * 24 * 60 })
  .map((minutes) => new Date(importedAt.getTime() + (minutes * DAY) / 1440));
const since = fc.record({ at: instants, is: fc.boolean() });
const facts: fc.Arbitrary<OwnerFact> = fc.oneof(
  since.map((one) => ({ about: 'member' as const, since: one })),
  since.map((one) => ({ about: 'license' as const, since: one })),
  instants.map((usedAt) => ({ about: 'token' as const, usedAt })),
);
const histories = fc
  .array(
    fc.oneof(
      facts.map((fact) => ({ type: 'owner' as const, fact })),
      instants.map((at) => ({ type: 'used' as const, at })),
    ),
    {
      maxLength: 25,
    },
  )
  .map((events): readonly Heard[] => [{ type: 'imported' as const }, ...events].map((event, id) => ({ ...event, id })));

/** The same events in another order, some of them several times. */
const retold = (history: readonly Heard[]) =>
  fc
    .array(fc.constantFrom(...history), { maxLength: 30 })
    .chain((again) => fc.shuffledSubarray([...history, ...again], { minLength: history.length + again.length }));

describe('hearing everything again, in any order, any number of times', () => {
  test('gives the same state and the same stage', () => {
    fc.assert(
      fc.property(
        histories.chain((history) => fc.tuple(fc.constant(history), retold(history))),
        ([history, again]) => {
          const once = hearAll(history);
          const other = hearAll(again);
          expect(other.owner).toEqual(once.owner);
          expect(other.key).toEqual(once.key);
          expect(stageOf(other.key, now)).toBe(stageOf(once.key, now));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const world = hearAll(history);
        for (const event of history) expect(hear(world, event)).toEqual(world);
      }),
    );
  });

  test('the stage that was told last is the stage that is true', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { key } = hearAll(history);
        expect(key.stage).toBe(stageOf(key, now));
      }),
    );
  });
});
