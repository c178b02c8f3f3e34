import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { turns } from './turns.ts';

test('property: who shares a thing never works at the same time, everybody gets a turn, and order of asking is kept', async () => {
  const things = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ things, fails: fc.boolean() })), fc.scheduler(), async (asks, scheduler) => {
      const inTurn = turns();
      const busy = new Set<string>();
      const order = new Map<string, number[]>();
      const all = asks.map(({ things: mine, fails }, asked) =>
        inTurn(mine, async () => {
          for (const thing of mine) {
            expect(busy.has(thing)).toBe(false);
            busy.add(thing);
            order.set(thing, [...(order.get(thing) ?? []), asked]);
          }
          await scheduler.schedule(Promise.resolve());
          for (const thing of mine) busy.delete(thing);
          if (fails) throw new Error(`failed ${asked}`);
          return asked;
        }),
      );
      const outcomes = Promise.allSettled(all);
      await scheduler.waitFor(outcomes);
      expect((await outcomes).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual(
        asks.map(({ fails }, asked) => (fails ? `failed ${asked}` : asked)),
      );
      for (const worked of order.values()) expect(worked).toEqual(worked.toSorted((a, b) => a - b));
    }),
  );
});

test('who shares nothing does not wait', async () => {
  const inTurn = turns();
  let release = () => {};
  const slow = inTurn(['a'], () => new Promise<void>((resolve) => (release = resolve)));
  expect(await inTurn(['b'], async () => 'quick')).toBe('quick');
  release();
  await slow;
});

test('who comes while another waits comes after that one', async () => {
  const inTurn = turns();
  const gates: (() => void)[] = [];
  const log: string[] = [];
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<void>((resolve) => gates.push(resolve));
  };
  const first = inTurn(['a'], work('first'));
  const second = inTurn(['a'], work('second'));
  gates[0]?.();
  await first;
  await new Promise(setImmediate);
  const third = inTurn(['a'], work('third'));
  await new Promise(setImmediate);
  expect(log).toEqual(['first', 'second']);

  gates[1]?.();
  await second;
  await new Promise(setImmediate);
  gates[2]?.();
  await third;
  expect(log).toEqual(['first', 'second', 'third']);
});
