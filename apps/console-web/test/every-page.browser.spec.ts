import { afterAll, expect, test } from '@jest/globals';
import { axeInBothThemes, openBrowser, screenshotInBothThemes, theHouse } from '@platform/browser';
import { type PageId, pages } from '../src/pages.ts';
import { faintEdges } from './edges.ts';
import { ways } from './every-page.ts';
import { inLongerWords, lostAtAnyWidth } from './fits.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const known = Object.keys(ways) as PageId[];

const pictureOf = (id: PageId) => id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

test('every page of the console has a way that leads to it', () => {
  expect(known.sort()).toEqual(Object.keys(pages).sort());
});

test.each(known)(
  '%s: it arrives with a title, axe finds nothing in either theme, every control has an edge, nothing is lost at 200 or 400 %% zoom (Q-18)',
  (id) =>
    browser.visit({}, async (visit) => {
      const { page } = visit;
      await ways[id](visit, house);
      expect(new URL(page.url()).pathname).toBe(pages[id].path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'detached' });
      await screenshotInBothThemes(page, pictureOf(id));
      await axeInBothThemes(page);
      expect(await faintEdges(page)).toEqual([]);
      expect(await lostAtAnyWidth(page)).toEqual([]);
      await inLongerWords(page);
      expect(await lostAtAnyWidth(page)).toEqual([]);
    })(),
);

test(
  'the API reference: nothing that asks for a secret, axe finds nothing in either theme (Q-18)',
  browser.visit({}, async ({ page }) => {
    await page.goto('/reference');
    const operation = page.getByRole('button', { name: /PATCH.*Changes your name/ });
    await operation.waitFor();
    await screenshotInBothThemes(page, 'reference');
    await operation.click();
    await page.getByRole('link', { name: 'IDEMPOTENCY_KEY_REUSED' }).waitFor();
    expect(await page.getByText(/authorize|try it out/i).count()).toBe(0);
    await axeInBothThemes(page);
    expect(await lostAtAnyWidth(page)).toEqual([]);
    await page.getByRole('link', { name: 'Errors', exact: true }).click();
    await page.waitForURL('**/docs/errors');
  }),
);

test(
  'the page of the errors: a way back, axe finds nothing in either theme (Q-18)',
  browser.visit({}, async ({ page }) => {
    await page.goto('/docs/errors');
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    await screenshotInBothThemes(page, 'errors');
    await axeInBothThemes(page);
    expect(await lostAtAnyWidth(page)).toEqual([]);
    await page.getByRole('link', { name: 'Console' }).click();
    await page.waitForURL(({ pathname }) => pathname !== '/docs/errors');
  }),
);

test(
  'the API reference has the colours that were chosen in the console, whatever the machine prefers',
  browser.visit({ theme: 'light' }, async ({ page }) => {
    await page.goto('/reference');
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.evaluate(() => localStorage.setItem('mantine-color-scheme-value', 'dark'));
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await paper()).not.toBe(light);
  }),
);
