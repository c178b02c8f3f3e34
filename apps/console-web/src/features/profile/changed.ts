const fields = ['name', 'locale', 'time_zone'] as const;

export type Profile = Readonly<Record<(typeof fields)[number], string>>;

export const profileOf = ({ name, locale, time_zone }: Profile): Profile => ({ name, locale, time_zone });

/** Only what was changed here is sent, so that nothing that was changed elsewhere meanwhile is overwritten. */
export const changedIn = (values: Profile, before: Profile): Partial<Profile> =>
  Object.fromEntries(fields.filter((field) => values[field] !== before[field]).map((field) => [field, values[field]]));
