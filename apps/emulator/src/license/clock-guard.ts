import { MINUTE } from '@platform/kernel';
import type { Time } from '../time.ts';
import { markSeen } from './kept.ts';

const EVERY = 5 * MINUTE;

/** What the guard of the clock works with. */
export interface ClockGuard {
  readonly folder: string;
  readonly now: () => Date;
  readonly time: Time;
}

/**
 * Writes down every five minutes, and when it is stopped, which time this run has seen: a later start notices that the
 * clock was turned back behind it, even when this process is killed (contract §6.5, rule 4).
 */
export function guardClock({ folder, now, time }: ClockGuard): { stop(): void } {
  const mark = () => markSeen(folder, now());
  const beat = () => {
    mark();
    callOff = time.later(EVERY, beat);
  };
  let callOff = time.later(EVERY, beat);
  return {
    stop: () => {
      callOff();
      mark();
    },
  };
}
