import type { Page } from 'playwright-core';
import type { Theme } from './visit.ts';

/** A page that says nothing of its scheme follows the machine by its styles alone. */
const following = (theme: Theme) => `html:not([data-mantine-color-scheme]), html[data-mantine-color-scheme="${theme}"]`;

/** Does the work while the visitor's machine prefers that theme. Raises an Error when the page does not follow. */
export async function inTheme<T>(page: Page, theme: Theme, work: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ colorScheme: theme });
  try {
    await page.locator(following(theme)).waitFor({ state: 'attached' });
    return await work();
  } finally {
    await page.emulateMedia({ colorScheme: null });
  }
}
