import { askedOf } from '../knobs.ts';
import type { ConsoleOptions } from './bench-console.ts';

export interface Asked extends ConsoleOptions {
  readonly json: string | undefined;
  readonly write: boolean;
}

const knobs = {
  rounds: { standard: 9, least: 1, says: 'interleaved rounds of direct and gateway calls; 0 requests leave them out' },
  requests: { standard: 500, says: 'requests of each kind in each round' },
  'at-once': { standard: 1, least: 1, says: 'requests under way' },
  'sign-ups': { standard: 20, says: 'journeys from sign-up to token over HTTP; 0 leaves them out' },
  profiles: { standard: 9, says: 'fresh browser profiles that open the console; 0 leaves them out' },
};

/** Reads the command line of the bench of the console. Raises a TypeError with the usage when it is not understood. */
export function askedForConsole(args: readonly string[]): Asked {
  const { values, json, write } = askedOf('console', knobs, args);
  const { rounds, requests, 'at-once': atOnce, 'sign-ups': signUps, profiles } = values;
  return { rounds, requests, atOnce, signUps, profiles, json, write };
}
