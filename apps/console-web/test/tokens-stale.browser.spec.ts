import { afterAll, expect, test } from '@jest/globals';
import { openBrowser, press, says, saysNot, settled, theHouse, toPress } from '@platform/browser';
import { reset, reveal } from '@platform/testing';
import type { Page } from 'playwright-core';
import { isWell } from './account.ts';
import { listenerIn, listens } from './ears.ts';
import { copied, holdOverview, inDialog, openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const isShown = (page: Page, value: string): Promise<boolean> => page.getByText(value).first().isVisible();
/** The answer to a reveal has come, and the page has done with it what it does. */
const isDone = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('button')].some(
      (button) => /^(Reveal|Hide)$/.test(button.textContent ?? '') && button.ariaBusy === 'false',
    ),
  );

test.each([
  ['the stream is lost', { event: 'lost' }],
  ['the server hears nothing', { event: 'live', live: false }],
] as const)('when %s, no value stays on the screen, and a copy is that of now', (_why, frame) =>
  browser.visit({}, async (visit) => {
    const { page, tab } = visit;
    const maya = await settled(house);
    await visit.as(maya.person);
    const tell = await listenerIn(await tab(), maya.person);
    await tell({ event: 'live', live: true });
    await openAs(visit, maya, 'auth-tokens');
    await press(page, 'Reveal');
    await says(page, maya.token);
    await tell(frame);
    await saysNot(page, maya.token);
    await says(page, 'Not shown while the page may be behind');
    await isWell(page);

    await reset(maya.person);
    const now = await reveal(maya.person);
    expect(await copied(page, 'Developer Auth Token')).toBe(now);
    expect([await isShown(page, now), await isShown(page, maya.token)]).toEqual([false, false]);

    await tell({ event: 'changed', about: ['token'] });
    await tell({ event: 'live', live: true });
    await says(page, `lsat_…${now.slice(-4)}`);
    await press(page, 'Reveal');
    await says(page, now);
  })(),
);

test(
  'the value of a receipt is gone in the moment in which a reset elsewhere is heard, before anybody knows which it is now',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await listens(page);
    await press(page, 'Reset Auth Token');
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    const fresh = await reveal(maya.person);
    await says(page, fresh);
    const { asked, release } = await holdOverview(page);
    await reset(maya.person);
    await asked;
    await saysNot(page, fresh);
    expect(await toPress(page, 'Copy New Auth Token').count()).toBe(0);
    release();
    await says(page, 'This token was reset as well, in the meantime.');
  }),
);

test(
  'an answer that a reset has overtaken is not shown, and not copied',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await toPress(page, 'Reveal').waitFor();
    await listens(page);
    let held: Awaited<ReturnType<typeof holdOverview>> | undefined;
    await page.route('**/me:reveal', async (route) => {
      if (held) return route.continue();
      const response = await route.fetch();
      held = await holdOverview(page);
      await reset(maya.person);
      await held.asked;
      await route.fulfill({ response });
    });
    const answered = page.waitForResponse('**/me:reveal');
    await press(page, 'Reveal');
    await answered;
    await isDone(page);
    expect(await isShown(page, maya.token)).toBe(false);
    held?.release();
    const now = await reveal(maya.person);
    await says(page, `lsat_…${now.slice(-4)}`);
    expect(await isShown(page, maya.token)).toBe(false);

    held = undefined;
    const copies = async () => {
      const answered = page.waitForResponse('**/me:reveal');
      await press(page, 'Copy Developer Auth Token');
      await answered;
      (held as Awaited<ReturnType<typeof holdOverview>> | undefined)?.release();
    };
    expect(await copied(page, 'Developer Auth Token', copies)).toBe(await reveal(maya.person));
  }),
);

test(
  'a value that comes when the window has lost the focus is not shown',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await toPress(page, 'Reveal').waitFor();
    await listens(page);
    await page.route('**/me:reveal', async (route) => {
      await page.evaluate(() => {
        document.hasFocus = () => false;
        window.dispatchEvent(new Event('blur'));
      });
      await route.continue();
    });
    const answered = page.waitForResponse('**/me:reveal');
    await press(page, 'Reveal');
    await answered;
    await isDone(page);
    expect(await isShown(page, maya.token)).toBe(false);
    await page.evaluate(() => {
      document.hasFocus = () => true;
    });
    await page.unroute('**/me:reveal');
    await press(page, 'Reveal');
    await says(page, maya.token);
  }),
);
