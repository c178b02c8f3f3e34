import { axeInBothThemes, fill, press, toPress } from '@platform/browser';
import type { Reason } from '@platform/kernel';
import { newPerson, type Person, type Place } from '@platform/testing';
import type { Page } from 'playwright-core';
import { refusal } from './refusal.ts';

/** Somebody whom nobody knows yet. */
export const stranger = (place: Place): Person => newPerson(place, 'nora');

/** Fills in the sign-up and sends it. */
export async function signUpAs({ email, password }: Pick<Person, 'email' | 'password'>, page: Page): Promise<void> {
  await fill(page, 'Name', 'Nora Barnacle');
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', password);
  await press(page, 'Sign up');
}

/** Fills in the sign-in and sends it. The page that led there may have a field of that name as well. */
export async function signInAs({ email, password }: Pick<Person, 'email' | 'password'>, page: Page): Promise<void> {
  await titled(page, 'Sign in');
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', password);
  await press(page, 'Sign in');
}

/** The page's only h1, once it says so; with it the browser's tab is named. */
export async function titled(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await page.waitForFunction((wanted) => document.title === `${wanted} · LocalStack`, title);
}

/** Nothing that axe finds in either theme, and nothing wider than a small telephone. */
export async function isWell(page: Page): Promise<void> {
  await axeInBothThemes(page);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  // The frame makes room a moment after the window has changed.
  const narrow = page.waitForFunction(() => document.documentElement.scrollWidth <= 320, undefined, { timeout: 5_000 });
  await narrow.catch(() => undefined);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) throw new Error(`${page.url()} is ${wide} pixels wide on a screen of 320`);
  if (before) await page.setViewportSize(before);
}

/** Answers a route as the gateway does where a house does not come to that by itself within a test's time. */
export const refuses = (page: Page, path: string, reason: Reason, metadata: Readonly<Record<string, string>> = {}) =>
  page.route(`**/v1/auth/${path}`, (route) => route.fulfill(refusal(reason, metadata)));

/** Everything that a page could leave behind in its browser. */
export const traces = (page: Page): Promise<string> =>
  page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      location.href,
      // The Navigation API is not in the compiler's types of the DOM yet.
      (window as unknown as { navigation: { entries(): { url: string }[] } }).navigation
        .entries()
        .map(({ url }) => url),
      document.cookie,
      document.title,
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map(({ value }) => value),
      await caches.keys(),
      await indexedDB.databases(),
    ]),
  );

/** Whether what would be pressed may be pressed. */
export const mayPress = async (page: Page, name: string): Promise<boolean> =>
  (await toPress(page, name).getAttribute('aria-disabled')) !== 'true';
