import type { BenchOptions } from './bench-activation.ts';
import { askedOf } from './knobs.ts';

export { commandOf } from './knobs.ts';

export interface Asked extends BenchOptions {
  /** Where the report goes as JSON. */
  readonly json: string | undefined;
  /** Whether the README is written. */
  readonly write: boolean;
}

const knobs = {
  rounds: { standard: 9, least: 1, says: 'interleaved rounds' },
  requests: { standard: 5_000, least: 1, says: 'requests of each subject in each round' },
  'warm-up': { standard: 5_000, says: 'requests before anything is measured' },
  streams: { standard: 32, least: 1, says: 'calls under way' },
  connections: { standard: 4, least: 1, says: 'over so many connections' },
  credentials: { standard: 1_000, least: 1, says: 'that activate in turns' },
  memory: { standard: 100_000, says: 'activations of the memory run; 0 leaves them out' },
  rest: { standard: 15, says: 'seconds that the whole house rests before its memory is read; 0 leaves the memory out' },
};

/** Reads the command line of the bench of activations. Raises a TypeError with the usage when it is not understood. */
export function askedFor(args: readonly string[]): Asked {
  const { values, json, write } = askedOf('activation', knobs, args);
  const { 'warm-up': warmUp, rest: restSeconds, ...rest } = values;
  return { ...rest, warmUp, restSeconds, json, write };
}
