import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { axe, axeInBothThemes } from '../src/axe.ts';
import { openBrowser } from '../src/open-browser.ts';
import { screenshotInBothThemes } from '../src/screenshot.ts';
import { inTheme } from '../src/theme.ts';
import { site } from './site.ts';

const here = await site({
  '/fine': '<main><h1>All is well</h1></main>',
  '/image': '<main><h1>An image</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" id="bare"></main>',
  '/dark': `<style>:root { color-scheme: light dark }
      @media (prefers-color-scheme: dark) { p { color: #555; background: #444 } }</style>
    <main><h1>Grey</h1><p>hardly to be read</p></main>`,
  '/fades': `<style>@keyframes come { from { color: #fff } } p { color: #000; background: #fff; animation: come 400ms linear }</style>
    <main><h1>Comes</h1><p>readable in the end</p></main>`,
  '/stubborn': '<main><h1>x</h1></main><script src="/stubborn.js"></script>',
  '/stubborn.js': "document.documentElement.dataset.mantineColorScheme = 'light'",
});
const browser = await openBrowser(here);
afterAll(async () => {
  await browser.close();
  await here.stop();
});

test(
  'a page without a flaw passes under a policy that forbids foreign scripts, and nothing is left in it',
  browser.visit({}, async ({ page }) => {
    await page.goto('/fine');
    await axeInBothThemes(page);
    expect(await page.evaluate('typeof axe')).toBe('undefined');
  }),
);

test(
  'a flaw is told with rule, selector and fix',
  browser.visit({}, async ({ page }) => {
    await page.goto('/image');
    const said = await axe(page).catch((error: Error) => error.message);
    expect(said).toContain('image-alt (critical)');
    expect(said).toContain('#bare');
    expect(said).toContain('alt attribute');
    await axe(page, { except: ['image-alt'] });
  }),
);

test(
  'a flaw of one theme is found in whichever theme the visitor has',
  browser.visit({ theme: 'light' }, async ({ page }) => {
    await page.goto('/dark');
    await axe(page);
    await expect(axeInBothThemes(page)).rejects.toThrow(/dark: color-contrast \(serious\)/);
    expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(false);
  }),
);

test(
  'colours are judged when they have come to rest',
  browser.visit({ reducedMotion: false }, async ({ page }) => {
    await page.goto('/fades');
    await axe(page);
  }),
);

test(
  'a page that does not follow the theme is told',
  browser.visit({}, async ({ page }) => {
    await page.goto('/stubborn');
    page.setDefaultTimeout(300);
    await expect(inTheme(page, 'dark', async () => {})).rejects.toThrow('Timeout');
  }),
);

test(
  'pictures of both themes are taken where a folder is named, and only there',
  browser.visit({}, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
    await page.goto('/dark');
    await screenshotInBothThemes(page, 'grey', folder);
    expect(readdirSync(folder).sort()).toEqual(['grey-dark.png', 'grey-light.png']);
    expect(readFileSync(join(folder, 'grey-dark.png'))).not.toEqual(readFileSync(join(folder, 'grey-light.png')));
    rmSync(folder, { recursive: true });
    await screenshotInBothThemes(page, 'grey', '');
    expect(existsSync(folder)).toBe(false);
  }),
);
