import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench-activation.ts';

export interface Asked extends BenchOptions {
  /** Where the report goes as JSON. */
  readonly json: string | undefined;
  /** Whether the README is written. */
  readonly write: boolean;
}

export const usage = `usage: npm run bench -- activation [options]

  --rounds N        interleaved rounds (9)
  --requests N      requests of each subject in each round (5000)
  --warm-up N       requests before anything is measured (5000)
  --streams N       calls under way (32)
  --connections N   over so many connections (4)
  --credentials N   that activate in turns (1000)
  --memory N        activations of the memory run; 0 leaves it out (100000)
  --rest SECONDS    rest of the whole house before its memory is read; 0 leaves it out (15)
  --json FILE       the report with every round
  --write           puts the table into README.md`;

/** Reads the command line. Raises a TypeError with the usage when it is not understood. */
export function askedFor(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parse(args);
    if (positionals.join() !== 'activation') throw new TypeError('Say what to measure: activation.');
    return {
      rounds: count(values.rounds, 1),
      requests: count(values.requests, 1),
      warmUp: count(values['warm-up']),
      streams: count(values.streams, 1),
      connections: count(values.connections, 1),
      credentials: count(values.credentials, 1),
      memory: count(values.memory),
      restSeconds: count(values.rest),
      json: values.json,
      write: values.write,
    };
  } catch (problem) {
    throw new TypeError(`${problem instanceof Error ? problem.message : problem}\n\n${usage}`);
  }
}

/** The command that measures the same again, without where its figures went. */
export const commandOf = (args: readonly string[]): string =>
  ['npm run bench --', ...args]
    .join(' ')
    .replace(/ --json[ =]\S+/, '')
    .replace(' --write', '');

const number = (standard: string) => ({ type: 'string', default: standard }) as const;

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: number('9'),
      requests: number('5000'),
      'warm-up': number('5000'),
      streams: number('32'),
      connections: number('4'),
      credentials: number('1000'),
      memory: number('100000'),
      rest: number('15'),
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });

function count(text: string, least = 0): number {
  if (!/^\d{1,8}$/.test(text) || Number(text) < least) throw new TypeError(`Give a whole number instead of ${text}.`);
  return Number(text);
}
