import type { Times } from '@platform/ui';

/** What an account has until somebody chooses: the browser's zone is used. Who wants UTC itself chooses `Etc/UTC`. */
export const asTheBrowser = 'UTC';

/** How a person reads dates. */
export const timesOf = (user: { readonly locale: string; readonly time_zone: string }): Times => ({
  locale: readable(user.locale),
  timeZone: user.time_zone === asTheBrowser || !isZone(user.time_zone) ? undefined : user.time_zone,
});

/** A browser may know fewer languages and zones than the server: English, and its own zone, then. */
const readable = (locale: string): string => (passes(() => Intl.getCanonicalLocales(locale)) ? locale : 'en');
const isZone = (timeZone: string): boolean => passes(() => new Intl.DateTimeFormat('en', { timeZone }));

function passes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
