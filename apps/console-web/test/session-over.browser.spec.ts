import { afterAll, expect, test } from '@jest/globals';
import { fill, openBrowser, press, says, saysNot, settled, theHouse, toPress } from '@platform/browser';
import type { Page } from 'playwright-core';
import { listens } from './ears.ts';
import { elsewhere } from './elsewhere.ts';
import { inDialog } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** What one can do on a page, up to the moment before it is done; and the last step. */
const acts: Readonly<
  Record<string, { path: string; begin: (page: Page) => Promise<void>; act: (page: Page) => Promise<void> }>
> = {
  'a form': {
    path: '/profile',
    begin: (page) => fill(page, 'Name', 'Maya, too late'),
    act: (page) => press(page, 'Save'),
  },
  'a reveal': {
    path: '/workspace/auth-tokens',
    begin: (page) => toPress(page, 'Reveal').waitFor(),
    act: (page) => press(page, 'Reveal'),
  },
  'a reset': {
    path: '/workspace/auth-tokens?dialog=reset',
    begin: (page) => says(page, 'It can never be restored.'),
    act: (page) => inDialog(page, 'Reset Auth Token').click(),
  },
};

test.each(Object.keys(acts))('%s that is refused since the session is over leads to sign-in, with the reason', (name) =>
  browser.visit({}, async ({ page, as, context }) => {
    const { path = '', begin, act } = acts[name] ?? {};
    const { person } = await settled(house, { name: 'Maya' });
    const other = await elsewhere(house, person);
    await as(person);
    await context.route('**/v1/events*', (route) => route.fulfill({ status: 429, body: '' }));
    await page.goto(path);
    await begin?.(page);
    // Nothing but the act itself is told that the session is over: what the page has asked by itself is answered before.
    await page.waitForLoadState('networkidle');
    await context.route('**/v1/**', (route) =>
      route.request().method() === 'GET' ? new Promise(() => undefined) : route.fallback(),
    );
    await other.visitor.must('POST', '/v1/auth/sign-out-everywhere', { keep_current: true });
    await act?.(page);
    await page.waitForURL('**/sign-in?*');
    await says(page, 'Your session was ended.');
  })(),
);

test(
  'who signs out is not told that somebody ended the session, when the page hears of it before it is answered',
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/profile');
    await listens(page);
    await page.route('**/v1/auth/sign-out', async (route) => {
      const response = await route.fetch();
      await page.waitForURL('**/sign-in*');
      await route.fulfill({ response });
    });
    const answered = page.waitForResponse('**/v1/auth/sign-out');
    await press(page, 'Maya');
    await press(page, 'Sign out');
    await answered;
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await saysNot(page, 'Your session was ended.');
  }),
);
