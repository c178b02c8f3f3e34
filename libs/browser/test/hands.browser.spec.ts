import { afterAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fill, press, says, saysNot } from '../src/hands.ts';
import { focused, tabTo } from '../src/keyboard.ts';
import { openBrowser } from '../src/open-browser.ts';
import { site } from './site.ts';

const here = await site({
  '/form': `<main><h1>A form</h1>
    <label for="email">Email <span>*</span></label><input id="email" type="email">
    <label for="secret">Password <span aria-hidden="true">*</span></label><input id="secret" type="password">
    <button type="button" aria-label="Show password">o</button>
    <button type="button" id="go">Sign in</button>
    <a href="/form">Sign in with a key</a>
    <p id="said" role="status"></p><p hidden>not to be seen</p></main><script src="/form.js"></script>`,
  '/form.js': `document.getElementById('go').onclick = () => {
    document.getElementById('said').textContent =
      document.getElementById('email').value + ' and ' + document.getElementById('secret').value; };`,
});
const browser = await openBrowser(here);
afterAll(async () => {
  await browser.close();
  await here.stop();
});

test(
  'fields by label, buttons by name, text by sight',
  browser.visit({}, async ({ page }) => {
    await page.goto('/form');
    await fill(page, 'Email', 'maya@example.com');
    await fill(page, 'Password', 'a long sentence');
    await press(page, 'Sign in');
    await says(page, 'maya@example.com and a long sentence');
    await saysNot(page, 'not to be seen');
  }),
);

describe('what is not there', () => {
  const within = (patience: number, act: (page: Page) => Promise<void>) =>
    browser.visit({}, async ({ page }) => {
      await page.goto('/form');
      page.setDefaultTimeout(patience);
      await act(page);
    })();

  test.each<[string, (page: Page) => Promise<void>]>([
    ['a text that nobody can see', (page) => says(page, 'not to be seen')],
    ['the end of a text that stays', (page) => saysNot(page, 'A form')],
    ['half of a name', (page) => press(page, 'Sign')],
    ['a field that is a button', (page) => fill(page, 'Show password', 'x')],
  ])('is waited for, and told: %s', async (_what, act) => {
    await expect(within(300, act)).rejects.toThrow('Timeout 300ms');
  });

  test('one of two of the same name is not chosen by chance', async () => {
    await expect(within(20_000, (page) => press(page, /Sign in/))).rejects.toThrow('strict mode violation');
  });
});

test(
  'Tab goes from name to name, forwards and backwards',
  browser.visit({}, async ({ page }) => {
    await page.goto('/form');
    await tabTo(page, 'Sign in');
    expect(await focused(page)).toEqual({ role: 'button', name: 'Sign in' });
    await page.keyboard.press('Enter');
    await says(page, 'and');
    await tabTo(page, /^Email/, { backwards: true });
    expect((await focused(page)).role).toBe('textbox');
  }),
);

test('Tab that never arrives names what it passed', async () => {
  const walk = browser.visit({}, async ({ page }) => {
    await page.goto('/form');
    await tabTo(page, 'Reset');
  });
  await expect(walk()).rejects.toThrow(
    /Tab never reached "Reset"; it passed .*textbox "Password".*button "Sign in".*link "Sign in with a key"/,
  );
});
