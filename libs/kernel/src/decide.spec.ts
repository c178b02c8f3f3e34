import { expect, test } from '@jest/globals';
import { after, DAY, manualClock } from './clock.ts';
import { type DomainEvent, fold } from './decide.ts';
import { neverReached } from './never.ts';

type Counted = DomainEvent<'Up', { by: number }> | DomainEvent<'Reset', null>;
const evolve = (sum: number, event: Counted): number => {
  switch (event.type) {
    case 'Up':
      return sum + event.data.by;
    case 'Reset':
      return 0;
    default:
      return neverReached(event);
  }
};

test('events are folded oldest first', () => {
  const events: Counted[] = [
    { type: 'Up', data: { by: 2 } },
    { type: 'Reset', data: null },
    { type: 'Up', data: { by: 5 } },
  ];
  expect(fold(evolve, 1, events)).toBe(5);
  expect(fold(evolve, 1, [])).toBe(1);
});

test('an event that the fold does not know is a bug that says so', () => {
  expect(() => evolve(0, { type: 'Down' } as never)).toThrow(/unhandled case.*Down/);
});

test('a manual clock moves only when told to', () => {
  const start = new Date('2026-01-01T00:00:00Z');
  const clock = manualClock(start);
  expect(clock.now()).toEqual(start);
  clock.advance(14 * DAY);
  expect(clock.now()).toEqual(after(start, 14 * DAY));
  clock.set(start);
  expect(clock.now()).toEqual(start);
});
