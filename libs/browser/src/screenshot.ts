import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { screenshotFolder } from './config.ts';
import { inTheme } from './theme.ts';

/** A page that is longer than this is shown as far as it is in view. */
const longest = 2_400;

/** A picture of the whole page, under `npm run screenshots`; in every other run it does nothing. */
export async function screenshot(page: Page, name: string, folder = screenshotFolder()): Promise<void> {
  if (!folder) return;
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.screenshot({
    fullPage: height <= longest,
    path: join(folder, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** `<name>-light.png` and `<name>-dark.png`. */
export async function screenshotInBothThemes(page: Page, name: string, folder = screenshotFolder()): Promise<void> {
  if (!folder) return;
  for (const theme of ['light', 'dark'] as const)
    await inTheme(page, theme, () => screenshot(page, `${name}-${theme}`, folder));
}
