import { afterAll, expect, test } from '@jest/globals';
import {
  axeInBothThemes,
  focused,
  newcomer,
  openBrowser,
  press,
  says,
  saysNot,
  screenshotInBothThemes,
  settled,
  tabTo,
  theHouse,
  toPress,
} from '@platform/browser';
import { createWorkspace, eventually } from '@platform/testing';
import type { Page } from 'playwright-core';
import { isWell, titled } from './account.ts';
import { faintEdges } from './edges.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** The page has come: its name in the tab, and the focus on its title. */
async function arrived(page: Page, name: string): Promise<void> {
  await page.waitForFunction((title) => document.title === title, `${name} · LocalStack`);
  await eventually(async () => expect(await focused(page)).toMatchObject({ role: 'heading', name }));
}

/** The palette is there, and what is typed goes into its field. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Go to a page or do something' }));
}

const isWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test(
  'keyboard only: the palette goes to a page and does things, and the focus returns when it is left',
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/profile');
    await toPress(page, 'Save').waitFor();
    await tabTo(page, 'Save');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Go to a page or do something' }).waitFor();
    await screenshotInBothThemes(page, 'palette');
    await axeInBothThemes(page);
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Save' }));

    await openPalette(page);
    await page.keyboard.type('my lic');
    await page.keyboard.press('Enter');
    await arrived(page, 'My License');
    expect(await toPress(page, 'My License').getAttribute('aria-current')).toBe('page');

    await openPalette(page);
    await page.keyboard.type('reset auth');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/workspace\/auth-tokens\?.*dialog=reset/);
    await page.getByRole('dialog', { name: /reset/i }).waitFor();
  }),
);

test(
  'g and a letter jump, ? tells the keys; not while typing, and not when they are turned off',
  browser.visit({ theme: 'dark' }, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/workspace/my-license');
    await says(page, 'My License');
    await page.keyboard.type('gp');
    await arrived(page, 'Profile and sessions');
    const name = page.getByLabel('Name', { exact: true });
    await name.focus();
    await page.keyboard.type('gl?/');
    expect(await name.inputValue()).toContain('gl?/');
    expect(new URL(page.url()).pathname).toBe('/profile');

    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await says(page, 'Go to Auth Tokens');
    await axeInBothThemes(page);
    expect(await faintEdges(page)).toEqual([]);
    await tabTo(page, /^Shortcuts of single letters and signs/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.type('gl?');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Go to a page or do something' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/profile');
    expect(await page.getByRole('dialog').count()).toBe(1);
  }),
);

test(
  'the first stop of the Tab key leads past the navigation; the menu of the name is at the top left (S-8)',
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/profile');
    await says(page, 'Sessions');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ name: 'Skip to the content' });
    await page.keyboard.press('Enter');
    await tabTo(page, 'Name', { atMost: 1 });

    const place = await toPress(page, 'Maya').boundingBox();
    expect([Number(place?.x) < 120, Number(place?.y) < 40]).toEqual([true, true]);
    await press(page, 'Maya');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await axeInBothThemes(page);
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark');
  }),
);

test(
  'another workspace is shown on the same page, and stands in the address',
  browser.visit({}, async ({ page, as }) => {
    const { person, workspaceId } = await settled(house, { name: 'Maya', workspace: 'Northwind' });
    await createWorkspace(person, 'Southwind');
    await as(person);
    await page.goto(`/workspace/auth-tokens?ws=${workspaceId}`);
    await press(page, 'Workspace: Northwind');
    await page.getByRole('menuitem', { name: 'Southwind' }).waitFor();
    await axeInBothThemes(page);
    await press(page, 'Southwind');
    await toPress(page, 'Workspace: Southwind').waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('ws')]).toEqual(['/workspace/auth-tokens', person.workspaceId]);
    await page.goBack();
    await toPress(page, 'Workspace: Northwind').waitFor();
  }),
);

test(
  'a small screen loses nothing: the pages are in a drawer that Esc closes and Tab does not enter while it is closed',
  browser.visit({ viewport: { width: 320, height: 640 } }, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya', workspace: 'A workspace with quite a long name' });
    await as(person);
    for (const path of ['/profile', '/inbox', '/workspace/my-license', '/workspace/auth-tokens']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(`${path} ${await isWide(page)}`).toBe(`${path} false`);
    }
    await page.goto('/profile');
    await toPress(page, 'Save').waitFor();
    await tabTo(page, 'Menu');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ name: 'Name' });
    await press(page, 'Menu');
    await toPress(page, 'My License').waitFor();
    await axeInBothThemes(page);
    await page.keyboard.press('Escape');
    await toPress(page, 'My License').waitFor({ state: 'hidden' });
    await press(page, 'Menu');
    await press(page, 'Menu');
    await toPress(page, 'My License').waitFor({ state: 'hidden' });
    await press(page, 'Menu');
    await press(page, 'My License');
    await arrived(page, 'My License');
  }),
);

test(
  'a page whose files went away with a release is loaded anew, once',
  browser.visit({}, async ({ page, as, context, expecting }) => {
    expecting('preload', 'module', 'palette', 'Palette');
    await as(await newcomer(house, { name: 'Maya' }));
    await page.goto('/profile');
    await toPress(page, 'Save').waitFor();
    await context.route('**/assets/palette-*', (route) => route.fulfill({ status: 404, body: '' }));
    const again = page.waitForEvent('load');
    await page.keyboard.press('Control+k');
    await again;
    await toPress(page, 'Save').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('alert').waitFor();
  }),
);

test(
  'who could not be signed out is told so, and stays',
  browser.visit({}, async ({ page, as, context, expecting }) => {
    expecting('/v1/auth/sign-out');
    await as(await newcomer(house, { name: 'Maya' }));
    await page.goto('/profile');
    await context.route('**/v1/auth/sign-out', (route) => route.abort());
    await press(page, 'Maya');
    await press(page, 'Sign out');
    await says(page, 'You are still signed in');
    await isWell(page);
    await press(page, 'Close');
    await saysNot(page, 'You are still signed in');
    expect(new URL(page.url()).pathname).toBe('/profile');
  }),
);

test.each(['signed in', 'not signed in'])('an address that leads nowhere says so, and leads on: %s', (who) =>
  browser.visit({}, async ({ page, as }) => {
    if (who === 'signed in') await as((await settled(house, { name: 'Maya' })).person);
    await page.goto('/workspace/rockets?ws=ws_1');
    await titled(page, 'There is no such page');
    await isWell(page);
    await tabTo(page, 'To the first page');
    await page.keyboard.press('Enter');
    await titled(page, who === 'signed in' ? 'My License' : 'Sign in');
  })(),
);

test(
  'the browser keeps the colours, the last workspace, the keys and how far pages were scrolled; nothing else',
  browser.visit({}, async ({ page, as }) => {
    const { person, workspaceId } = await settled(house, { name: 'Maya' });
    await as(person);
    for (const path of ['/workspace/my-license', '/workspace/auth-tokens', '/profile', '/inbox', '/workspaces/new']) {
      await page.goto(`${path}?ws=${workspaceId}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.goto('/profile');
    await toPress(page, 'Save').waitFor();
    await page.mouse.wheel(0, 400);
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: /^Shortcuts of single letters/ }).click();
    await page.keyboard.press('Escape');
    await press(page, 'Maya');
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.goto('/workspace/my-license');
    await titled(page, 'My License');
    const kept = await page.evaluate(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage)]);
    expect(kept).toEqual([
      ['last-workspace', 'mantine-color-scheme-value', 'single-key-shortcuts'],
      ['tsr-scroll-restoration-v1_3'],
    ]);
  }),
);
