import { type FieldProblem, refuse } from '@platform/kernel';
import { mustBeActive } from './change-password.ts';
import { nameProblem, tidyName } from './person-name.ts';
import type { User, UserEvent } from './user.ts';

export interface UpdateProfile {
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** Changes what is given and differs. Raises VALIDATION_FAILED with every wrong field. */
export function updateProfile(user: User, wish: UpdateProfile): readonly UserEvent[] {
  mustBeActive(user);
  const problems = [
    wish.name === undefined ? undefined : nameProblem(wish.name),
    wish.locale === undefined ? undefined : localeProblem(wish.locale),
    wish.timeZone === undefined ? undefined : timeZoneProblem(wish.timeZone),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw refuse('VALIDATION_FAILED', { fields: problems });

  const name = wish.name === undefined ? user.name : tidyName(wish.name);
  const { locale = user.locale, timeZone = user.timeZone } = wish;
  if (name === user.name && locale === user.locale && timeZone === user.timeZone) return [];
  return [{ type: 'UserUpdated', data: { name, locale, timeZone } }];
}

function localeProblem(locale: string): FieldProblem | undefined {
  try {
    if (Intl.getCanonicalLocales(locale).length === 1) return undefined;
  } catch {
    // RangeError: not a language tag
  }
  return { field: 'locale', reason: 'LOCALE_INVALID', detail: 'Give a language tag like en or de-AT.' };
}

function timeZoneProblem(timeZone: string): FieldProblem | undefined {
  try {
    if (timeZone !== '' && new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone) return undefined;
  } catch {
    // RangeError: not a time zone
  }
  return { field: 'time_zone', reason: 'TIME_ZONE_INVALID', detail: 'Give a time zone like Europe/Vienna.' };
}
