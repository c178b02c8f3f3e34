import { holdsToken } from '@platform/credential';
import type { FieldProblem } from '@platform/kernel';

/**
 * What no field of any request may hold, whatever its service checks: text that was not UTF-8 (the decoder leaves a
 * replacement character in its place), NUL, instants that no Date can express, and an Auth Token anywhere but in a field
 * named `credential`: a name is stored, told and mailed.
 */
export function malformed(message: unknown): readonly FieldProblem[] {
  return isFine(message) ? [] : [...problems(message, '')];
}

const suspicious = (text: string): boolean => text.includes('\0') || text.includes('\uFFFD');
const home = 'credential';

/** The cheap first look, for every request; where a problem is gets looked up only when there is one. */
function isFine(value: unknown, atHome = false): boolean {
  if (typeof value === 'string') return !suspicious(value) && (atHome || !holdsToken(value));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  // NOTE: not `for … in`: V8 takes it back as often as it makes it quick, for ever ("wrong map"), for a twentieth of an activation.
  for (const key of Object.keys(value)) {
    if (suspicious(key) || holdsToken(key)) return false;
    if (!isFine((value as Record<string, unknown>)[key], atHome || key === home)) return false;
  }
  return true;
}

function* problems(value: unknown, path: string, atHome = false): Generator<FieldProblem> {
  if (typeof value === 'string') {
    if (suspicious(value)) yield problem(path, 'TEXT_INVALID', 'Give UTF-8 text without NUL.');
    else if (!atHome && holdsToken(value)) yield misplaced(path);
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) yield problem(path, 'TIME_INVALID', 'Give an instant of a year up to 9999.');
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (suspicious(key)) yield problem(path, 'TEXT_INVALID', 'Give keys in UTF-8 without NUL.');
      else if (holdsToken(key)) yield misplaced(path);
      else yield* problems(inner, Array.isArray(value) ? `${path}[${key}]` : join(path, key), atHome || key === home);
    }
  }
}

const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);
const misplaced = (path: string): FieldProblem =>
  problem(
    path,
    'SECRET_MISPLACED',
    'This holds an Auth Token. Leave it out, and reset the token if others have seen it.',
  );

const problem = (field: string, reason: string, detail: string): FieldProblem => ({ field, reason, detail });
