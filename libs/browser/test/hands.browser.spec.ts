import { afterAll, expect, test } from '@jest/globals';
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

test('what is not there is waited for, not passed over', async () => {
  const hasty = (act: (page: Parameters<typeof says>[0]) => Promise<void>) =>
    browser.visit({}, async ({ page }) => {
      await page.goto('/form');
      page.setDefaultTimeout(300);
      await act(page);
    })();
  await expect(hasty((page) => says(page, 'not to be seen'))).rejects.toThrow('Timeout 300ms');
  await expect(hasty((page) => saysNot(page, 'A form'))).rejects.toThrow('Timeout 300ms');
  await expect(hasty((page) => press(page, 'Sign'))).rejects.toThrow('Timeout 300ms');
  await expect(hasty((page) => press(page, /Sign in/))).rejects.toThrow('strict mode violation');
  await expect(hasty((page) => fill(page, 'Show password', 'x'))).rejects.toThrow('Timeout 300ms');
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
