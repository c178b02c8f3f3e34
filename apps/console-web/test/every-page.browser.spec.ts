import { afterAll, expect, test } from '@jest/globals';
import { axeInBothThemes, openBrowser, screenshotInBothThemes, theHouse } from '@platform/browser';
import { type PageId, pages } from '../src/pages.ts';
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
  '%s: it arrives with a title, axe finds nothing in either theme, nothing is lost at 200 or 400 %% zoom (Q-18)',
  (id) =>
    browser.visit({}, async (visit) => {
      const { page } = visit;
      await ways[id](visit, house);
      expect(new URL(page.url()).pathname).toBe(pages[id].path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'detached' });
      await screenshotInBothThemes(page, pictureOf(id));
      await axeInBothThemes(page);
      expect(await lostAtAnyWidth(page)).toEqual([]);
      await inLongerWords(page);
      expect(await lostAtAnyWidth(page)).toEqual([]);
    })(),
);

test(
  'the API reference opens under the policy of the console',
  browser.visit({}, async ({ page }) => {
    await page.goto('/reference');
    await page
      .getByRole('heading', { level: 1 })
      .or(page.getByRole('heading', { level: 2 }))
      .first()
      .waitFor();
    await screenshotInBothThemes(page, 'reference');
  }),
);
