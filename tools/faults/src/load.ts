import { setTimeout as pause } from 'node:timers/promises';
import { type ActivationDoor, type Person, persistent, reset, valueAfter } from '@platform/journeys';

/** What came of resets and activations that ran all the time. */
export interface LoadHistory {
  readonly resets: number;
  readonly activations: number;
  /** Everything that was not as it must be, in words. */
  readonly wrongs: readonly string[];
  /** The slowest of all answers. */
  readonly slowestMs: number;
}

export interface Load {
  /** How many resets were answered so far. */
  readonly rounds: () => number;
  /** Lets the rounds under way end. */
  stop(): Promise<LoadHistory>;
}

type Holder = Person & { token: string };

const activationsPerReset = 6;
/** Between the activations of a reset: what runs beside it has the processor, too. */
const pauseMs = 400;

/**
 * Resets and activates all the time, as clients do, which ask again when there is no verdict: the new value is granted at
 * every door, the old one refused, or it is a wrong.
 */
export function startLoad(holders: readonly Holder[], at: readonly ActivationDoor[]): Load {
  const doors = at.map(persistent);
  const tally = { resets: 0, activations: 0, wrongs: [] as string[], slowestMs: 0 };
  let stopped = false;
  const timed = async <T>(run: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await run();
    tally.slowestMs = Math.max(tally.slowestMs, performance.now() - began);
    return value;
  };
  const activate = async (door: ActivationDoor, token: string, expected: string) => {
    const { granted, reason } = await timed(() => door.activate(token));
    tally.activations += 1;
    const found = granted ? 'granted' : reason;
    if (found !== expected) tally.wrongs.push(`${door.name}: ${found} instead of ${expected}`);
  };
  const round = async (holder: Holder) => {
    const old = holder.token;
    holder.token = await valueAfter(holder, await timed(() => reset(holder)));
    tally.resets += 1;
    for (let turn = 0; turn < activationsPerReset; turn += 1, await pause(pauseMs))
      for (const door of doors) {
        await activate(door, old, 'TOKEN_ROTATED');
        await activate(door, holder.token, 'granted');
      }
  };
  const run = async (holder: Holder) => {
    while (!stopped) await round(holder).catch((error: unknown) => tally.wrongs.push(String(error)));
  };
  const running = holders.map(run);
  return {
    rounds: () => tally.resets,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return tally;
    },
  };
}
