import { parseArgs } from 'node:util';

/** A whole number that can be said on the command line. */
export interface Knob {
  readonly standard: number;
  /** Default 0. */
  readonly least?: number;
  readonly says: string;
}

export type Knobs = Readonly<Record<string, Knob>>;

export interface Asked<K extends Knobs> {
  readonly values: { readonly [Name in keyof K]: number };
  /** Where the report goes as JSON. */
  readonly json: string | undefined;
  /** Whether the README is written. */
  readonly write: boolean;
}

/** What `npm run bench -- NAME` takes, for people. */
export function usageOf(name: string, knobs: Knobs): string {
  const rows = [
    ...Object.entries(knobs).map(([knob, { standard, says }]) => [`--${knob} N`, `${says} (${standard})`]),
    ['--json FILE', 'the report with every round'],
    ['--write', 'puts the tables into README.md'],
  ];
  const lines = rows.map(([knob = '', says]) => `  ${knob.padEnd(18)}${says}`);
  return [`usage: npm run bench -- ${name} [options]`, '', ...lines].join('\n');
}

/** Reads the command line of a bench. Raises a TypeError with the usage when it is not understood. */
export function askedOf<K extends Knobs>(name: string, knobs: K, args: readonly string[]): Asked<K> {
  try {
    const { values, positionals } = parse(knobs, args);
    if (positionals.join() !== name) throw new TypeError(`Say what to measure: ${name}.`);
    const said: Readonly<Record<string, unknown>> = values;
    const numbers = Object.entries(knobs).map(([knob, { least }]) => [knob, count(String(said[knob]), least)]);
    return { values: Object.fromEntries(numbers), json: values.json, write: values.write };
  } catch (problem) {
    throw new TypeError(`${problem instanceof Error ? problem.message : problem}\n\n${usageOf(name, knobs)}`);
  }
}

const parse = (knobs: Knobs, args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        Object.entries(knobs).map(
          ([knob, { standard }]) => [knob, { type: 'string', default: String(standard) }] as const,
        ),
      ),
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });

function count(text: string, least = 0): number {
  if (!/^\d{1,8}$/.test(text) || Number(text) < least) throw new TypeError(`Give a whole number instead of ${text}.`);
  return Number(text);
}

/** The command that measures the same again, without where its figures went. */
export const commandOf = (args: readonly string[]): string =>
  ['npm run bench --', ...args]
    .join(' ')
    .replace(/ --json[ =]\S+/, '')
    .replace(' --write', '');
