import type { z } from 'zod';
import { metaOf } from './meta.ts';

/** One setting that cannot be used: its variable, what is wrong and what it is for. Never its value: it may be secret. */
export interface SettingProblem {
  readonly variable: string;
  readonly problem: string;
  readonly says: string;
}

/** All problems of a configuration at once, in the order of the schema. */
export class ConfigError extends Error {
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(`The configuration cannot be used:\n${problems.map(line).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const line = ({ variable, problem, says }: SettingProblem): string =>
  `  ${variable}: ${problem}${says ? ` (${says})` : ''}`;

/**
 * Reads a configuration from the environment. An empty variable counts as not set, so that `NAME=` in a file of
 * variables means the default. Variables that the schema does not name are ignored.
 * Raises ConfigError with every problem at once.
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, blank(env[name]) ? undefined : env[name]?.trim()]),
  );
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new ConfigError(problemsOf(schema, read.error, given));
}

const blank = (value: string | undefined): boolean => value === undefined || value.trim() === '';

function problemsOf(schema: z.ZodObject, error: z.ZodError, given: Record<string, unknown>): SettingProblem[] {
  const names = Object.keys(schema.shape);
  return error.issues
    .map((issue) => {
      const variable = String(issue.path[0] ?? '');
      const missing = given[variable] === undefined && names.includes(variable);
      const problem = missing ? 'is required but not set' : wording(issue.message, given[variable]);
      return { variable, problem, says: metaOf(schema.shape[variable]).says };
    })
    .sort((one, other) => names.indexOf(one.variable) - names.indexOf(other.variable));
}

/** A validator may quote what it was given; the value of a setting must not reach a log. */
const wording = (message: string, value: unknown): string =>
  typeof value === 'string' && value.length > 3 ? message.replaceAll(value, '…') : message;
