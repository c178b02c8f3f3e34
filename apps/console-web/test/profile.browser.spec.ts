import { afterAll, expect, test } from '@jest/globals';
import {
  axeInBothThemes,
  fill,
  focused,
  newcomer,
  openBrowser,
  press,
  says,
  tabTo,
  theHouse,
  toPress,
} from '@platform/browser';
import { signIn, textAt } from '@platform/testing';
import { elsewhere, rename } from './elsewhere.ts';
import { hold } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

test(
  'the name and the zone are saved with a receipt, and all times are shown in that zone',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await as(maya);
    await page.goto('/profile');
    await press(page, 'Save');
    await says(page, 'Nothing is changed yet.');

    await fill(page, 'Name', 'Maya Lindqvist');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await press(page, 'Save');
    await says(page, /Saved: name and time zone,/);
    await page.getByRole('button', { name: 'Maya Lindqvist' }).waitFor();
    const me = await maya.visitor.must('GET', '/v1/me');
    expect(textAt(me, 'user', 'time_zone')).toBe('Asia/Tokyo');

    await toPress(page, 'Change password').focus();
    await page.keyboard.press('Tab');
    await page
      .getByRole('tooltip')
      .getByText(/GMT\+9$/)
      .waitFor();
    await axeInBothThemes(page);
  }),
);

test(
  'what was changed elsewhere overwrites nothing that is being typed, and nothing else is sent',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await as(maya);
    await page.goto('/profile');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await rename(maya, 'Maya of Elsewhere');
    await says(page, 'Your profile was changed elsewhere meanwhile.');
    await press(page, 'Save');
    await says(page, 'Saved: time zone,');
    const me = await maya.visitor.must('GET', '/v1/me');
    expect([textAt(me, 'user', 'name'), textAt(me, 'user', 'time_zone')]).toEqual(['Maya of Elsewhere', 'Asia/Tokyo']);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Maya of Elsewhere');
  }),
);

test(
  'the password is changed by the old one; the other sessions end, and it is said how many',
  browser.visit({}, async ({ page, as, another }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    const other = await another();
    await other.as(await elsewhere(house, maya));
    await other.page.goto('/profile');
    await as(maya);
    await page.goto('/profile');
    await says(page, '1 other session ends when you change it');

    await fill(page, 'Old password', 'something else entirely');
    await fill(page, 'New password', 'seven quiet herons at dusk');
    await press(page, 'Change password');
    await page.getByRole('alert').waitFor();
    await fill(page, 'Old password', maya.password);
    await fill(page, 'New password', 'too short');
    await press(page, 'Change password');
    await says(page, 'Use at least 15 characters;');
    await fill(page, 'New password', 'seven quiet herons at dusk');
    await press(page, 'Change password');
    await says(page, 'Your password is changed. 1 other session has ended.');
    expect(await page.getByLabel('Old password').inputValue()).toBe('');

    await other.page.waitForURL('**/sign-in?*');
    await says(other.page, 'Your session was ended.');
    await signIn({ ...maya, password: 'seven quiet herons at dusk' });
  }),
);

test(
  'one session is ended after it was named; its tab is led to sign-in and this one stays',
  browser.visit({}, async ({ page, as, another }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await as(maya);
    await page.goto('/profile');
    await says(page, 'You are signed in nowhere else.');

    const other = await another();
    await other.page.goto('/sign-in?next=%2Fprofile');
    await fill(other.page, 'E-mail', maya.email);
    await fill(other.page, 'Password', maya.password);
    await press(other.page, 'Sign in');
    await says(other.page, 'This one');

    const end = page.getByRole('button', { name: /^End the session of Chrome \d+ on Linux$/ });
    await end.click();
    await page.getByRole('dialog').getByText('goes to sign-in at once').waitFor();
    await axeInBothThemes(page);
    expect(await focused(page)).toMatchObject({ name: 'Keep' });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^End the session of Chrome/ })
      .click();
    await says(page, /^The session of Chrome \d+ on Linux has ended\.$/);
    await end.waitFor({ state: 'detached' });

    await other.page.waitForURL('**/sign-in?*');
    await says(other.page, 'Your session was ended.');
    await says(page, 'This one');
  }),
);

test(
  'keyboard only: signed out everywhere else, with the number before and after',
  browser.visit({ theme: 'dark' }, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    const others = [await elsewhere(house, maya), await elsewhere(house, maya)];
    await as(maya);
    await page.goto('/profile');
    await toPress(page, 'Sign out everywhere else (2)').waitFor();
    await tabTo(page, 'Sign out everywhere else (2)');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('These end at once:').waitFor();
    await tabTo(page, 'Sign out everywhere else (2)');
    await page.keyboard.press('Enter');
    await says(page, '2 other sessions have ended.');
    await says(page, 'You are signed in nowhere else.');
    for (const { visitor } of others) expect((await visitor.ask('GET', '/v1/me')).status).toBe(401);
    expect((await maya.visitor.ask('GET', '/v1/me')).status).toBe(200);
  }),
);

test(
  'with one other session, all others are ended as such: also one that began since the list was shown',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await elsewhere(house, maya);
    await as(maya);
    await page.goto('/profile');
    await press(page, 'Sign out everywhere else (1)');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Sign out everywhere else: 1 session?').waitFor();
    await dialog.getByText('These end at once:').waitFor();
    await axeInBothThemes(page);
    const list = await hold(page, '**/v1/sessions');
    const unseen = await elsewhere(house, maya);
    await list.asked;
    const ended = page.waitForResponse('**/v1/auth/sign-out-everywhere');
    await dialog.getByRole('button', { name: 'Sign out everywhere else (1)', exact: true }).click();
    await ended;
    list.release();
    await says(page, '2 other sessions have ended.');
    expect((await unseen.visitor.ask('GET', '/v1/me')).status).toBe(401);
  }),
);

test(
  'what is sent again after its answer was lost is the same wish; the next change is another one',
  browser.visit({}, async ({ page, as, expecting }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    expecting(/\/v1\/me|ERR_FAILED/);
    await as(maya);
    await page.goto('/profile');
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/me', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      return route.abort();
    });
    await fill(page, 'Name', 'Maya the Second');
    await press(page, 'Save');
    await says(page, 'No answer came from the server.');
    await press(page, 'Save');
    await says(page, 'Saved: name,');
    await fill(page, 'Name', 'Maya the Third');
    await press(page, 'Save');
    await page.getByRole('button', { name: 'Maya the Third' }).waitFor();
    await rename(maya, 'Maya the Fourth');
    await page.getByRole('button', { name: 'Maya the Fourth' }).waitFor();
    await fill(page, 'Name', 'Maya the Third');
    await press(page, 'Save');
    await page.getByRole('button', { name: 'Maya the Third' }).waitFor();
    expect(keys[0]).toMatch(/^[\w-]{36}$/);
    expect([keys[0] === keys[1], new Set(keys).size, keys.length]).toEqual([true, 3, 4]);
    expect(textAt(await maya.visitor.must('GET', '/v1/me'), 'user', 'name')).toBe('Maya the Third');
  }),
);
