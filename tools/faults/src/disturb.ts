import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from './stage.ts';

/** What is done to a house while it works. */
export interface Disturbances {
  /** How often a process stood still and the database stepped down so far. */
  readonly done: () => { readonly stoodStill: number; readonly steppedDown: number };
  /** Ends them; the house runs as before. */
  stop(): Promise<void>;
}

/** Shorter and longer than an owner waits for somebody who does not answer. */
const stillMs = [300, 3_000, 1_200] as const;
const restMs = 4_000;
/** For so long the database refuses to lead; it is alone, so it leads again by itself. */
const steppedDownSeconds = 2;

/**
 * Lets one process of a service stand still (SIGSTOP) and the database step down, in turns with a rest between them, until it is
 * stopped. Raises with `stop` what could not be done.
 */
export function disturb({ house, databases }: Stage, name: string): Disturbances {
  const stopping = new AbortController();
  const done = { stoodStill: 0, steppedDown: 0 };
  const standStill = async (turn: number) => {
    const { kill } = house.process(name);
    kill('SIGSTOP');
    await pause(stillMs[turn % stillMs.length]).finally(() => kill('SIGCONT'));
    done.stoodStill += 1;
  };
  const stepDown = async () => {
    await databases.stepDown(steppedDownSeconds);
    done.steppedDown += 1;
  };
  const run = async () => {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      await standStill(turn);
      await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await stepDown();
      await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  // Whoever stops it hears of it.
  ended.catch(() => undefined);
  return {
    done: () => ({ ...done }),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
