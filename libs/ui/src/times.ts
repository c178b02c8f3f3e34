import { createContext, useContext } from 'react';

/** How the viewer reads dates: the language of their form, and the zone; without one, the browser's. */
export interface Times {
  readonly locale: string;
  readonly timeZone: string | undefined;
}

const Viewer = createContext<Times>({ locale: 'en', timeZone: undefined });

/** Around the pages of somebody whose wishes are known. */
export const TimesProvider = Viewer.Provider;
export const useTimes = (): Times => useContext(Viewer);

/** A point in time to the second, with its zone, as the viewer reads it. */
export const exactly = (date: Date, { locale, timeZone }: Times): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', ...(timeZone ? { timeZone } : {}) }).format(
    date,
  );
