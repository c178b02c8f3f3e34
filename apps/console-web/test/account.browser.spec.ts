import { afterAll, expect, test } from '@jest/globals';
import {
  field,
  fill,
  focused,
  mailTo,
  newcomer,
  openBrowser,
  press,
  says,
  secretIn,
  tabTo,
  theHouse,
  toPress,
} from '@platform/browser';
import { signUp } from '@platform/testing';
import { isWell, mayPress, signInAs, signUpAs, stranger, titled } from './account.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

test(
  'from sign-up over the mail to the first page (S-1, S-4)',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await page.goto('/sign-up');
    await titled(page, 'Sign up');
    expect(await focused(page)).toMatchObject({ name: 'Name' });
    await isWell(page);
    await signUpAs(nora, page);

    await titled(page, 'Check your mail');
    await says(page, nora.email);
    expect(await focused(page)).toMatchObject({ role: 'heading', name: 'Check your mail' });
    expect(await toPress(page, 'open the local inbox').getAttribute('href')).toBe('/inbox');
    await isWell(page);

    const mail = await mailTo(house, nora.email, /confirm|verify/i);
    expect(mail.text).toContain('/verify-email#secret=');
    await page.goto(`/verify-email#secret=${secretIn(mail)}`);
    await titled(page, 'Sign in');
    await says(page, 'Your e-mail address is verified. Sign in to go on.');
    expect(await field(page, 'E-mail').inputValue()).toBe(nora.email);
    expect(page.url()).not.toContain('nora');
    expect(await focused(page)).toMatchObject({ name: 'Password' });
    await isWell(page);

    await fill(page, 'Password', nora.password);
    await press(page, 'Sign in');
    await page.waitForURL('**/workspaces/new');
  }),
);

test(
  'the same way by keyboard only',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    const { keyboard } = page;
    await page.goto('/sign-in');
    await titled(page, 'Sign in');
    await tabTo(page, 'Sign up');
    await keyboard.press('Enter');
    await titled(page, 'Sign up');
    await keyboard.type('Nora');
    await tabTo(page, 'E-mail');
    await keyboard.type(nora.email);
    await tabTo(page, 'Password');
    await keyboard.type(nora.password);
    await tabTo(page, 'Show what is typed');
    await keyboard.press('Space');
    expect(await field(page, 'Password').getAttribute('type')).toBe('text');
    await tabTo(page, 'Sign up');
    await keyboard.press('Enter');
    await titled(page, 'Check your mail');

    await page.goto(`/verify-email#secret=${secretIn(await mailTo(house, nora.email, /confirm|verify/i))}`);
    await titled(page, 'Sign in');
    await keyboard.type(nora.password);
    await keyboard.press('Enter');
    await page.waitForURL('**/workspaces/new');
  }),
);

test(
  'a known address is answered as an unknown one',
  browser.visit({}, async ({ page }) => {
    const maya = await newcomer(house);
    const seen: string[] = [];
    for (const email of [maya.email, stranger(house).email]) {
      await page.goto('/sign-up');
      await signUpAs({ email, password: maya.password }, page);
      await titled(page, 'Check your mail');
      await says(page, email);
      // Whether there is an inbox here the page has to ask.
      await toPress(page, 'open the local inbox').waitFor();
      seen.push(((await page.getByRole('main').textContent()) ?? '').replace(email, '').replace(/\d+ seconds?/, ''));
    }
    expect(seen[0]).toBe(seen[1]);
  }),
);

test(
  'the mail is sent again after a pause that is counted down',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await page.clock.install();
    await page.goto('/sign-up');
    await signUpAs(nora, page);
    await says(page, /You can ask for another one in \d+ seconds\./);
    const first = await mailTo(house, nora.email, /confirm|verify/i);
    expect(await mayPress(page, 'Send it again')).toBe(false);
    await page.clock.fastForward(61_000);
    await page.getByText(/You can ask for another one/).waitFor({ state: 'detached' });
    expect(await mayPress(page, 'Send it again')).toBe(true);
    await press(page, 'Send it again');
    await says(page, `Another mail is on its way to ${nora.email}.`);
    expect(await mayPress(page, 'Send it again')).toBe(false);
    await page.waitForFunction(() => document.activeElement?.textContent === 'Send it again');

    await press(page, 'Start again');
    await titled(page, 'Sign up');
    await page.goto(`/verify-email#secret=${secretIn(first)}`);
    await titled(page, 'Sign in');
  }),
);

test(
  'who asks without having come from the sign-up gives the address',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await signUp(nora);
    await page.goto('/check-your-mail');
    await says(page, 'Which address did you sign up with?');
    await isWell(page);
    await fill(page, 'E-mail', nora.email);
    await press(page, 'Send a new mail');
    await says(page, nora.email);
  }),
);

test(
  'a link that was opened in two tabs is spent once, and the other tab says so',
  browser.visit({}, async (visit) => {
    const { page, tab } = visit;
    const nora = stranger(house);
    await signUp(nora);
    const link = `/verify-email#secret=${secretIn(await mailTo(house, nora.email, /confirm|verify/i))}`;
    const other = await tab();
    await page.goto(link);
    await titled(page, 'Sign in');
    await other.goto(link);
    await titled(other, 'This link does not work any more');
    await says(other, 'If you have verified your address before, just sign in.');
    await press(other, 'Sign in');
    await signInAs(nora, other);
    await other.waitForURL('**/workspaces/new');

    // The first tab still shows the sign-in; it is led on as soon as somebody looks at it.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForURL('**/workspaces/new');
  }),
);

test(
  'who is signed in is led on from sign-in and sign-up',
  browser.visit({}, async ({ page, as }) => {
    await as(await newcomer(house));
    for (const path of ['/sign-in', '/sign-up', '/sign-in?next=https://evil.example/']) {
      await page.goto(path);
      await page.waitForURL('**/workspaces/new');
    }
  }),
);

test(
  'Back never returns to a spent link, a filled password or the sign-in',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await page.goto('/sign-up');
    await signUpAs(nora, page);
    await titled(page, 'Check your mail');
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
    await page.goto(`/verify-email#secret=${secretIn(await mailTo(house, nora.email, /confirm|verify/i))}`);
    await titled(page, 'Sign in');
    await page.goBack();
    await titled(page, 'Check your mail');
    await page.goBack();
    await titled(page, 'Sign up');
    expect(await field(page, 'Password').inputValue()).toBe('');
    await page.goForward();
    await page.goForward();
    await titled(page, 'Sign in');
    await fill(page, 'Password', nora.password);
    await press(page, 'Sign in');
    await page.waitForURL('**/workspaces/new');
    await page.goBack();
    await titled(page, 'Check your mail');
    expect(sent.map((url) => new URL(url).pathname)).toEqual(['/v1/auth/verify-email', '/v1/auth/sign-in']);
  }),
);

test(
  'a forgotten password is replaced, and every session ends',
  browser.visit({}, async ({ page, another }) => {
    const maya = await newcomer(house);
    const elsewhere = await another();
    await elsewhere.as(maya);
    await page.goto('/sign-in');
    await press(page, 'Forgotten password?');
    await titled(page, 'Forgotten password');
    await isWell(page);
    await fill(page, 'E-mail', maya.email);
    await press(page, 'Send the mail');
    await titled(page, 'Check your mail');
    await says(page, `If ${maya.email} has an account, a mail with a link is on its way there.`);
    await isWell(page);

    const mail = await mailTo(house, maya.email, /new password/i);
    expect(mail.text).toContain('/reset-password#secret=');
    await page.goto(`/reset-password#secret=${secretIn(mail)}`);
    await titled(page, 'Set a new password');
    const password = `${maya.password} and more`;
    await fill(page, 'New password', password);
    await says(page, 'Long enough.');
    await isWell(page);
    await press(page, 'Set the password');
    await titled(page, 'Your new password is set');
    await says(page, 'All your sessions have ended, on every device.');
    await isWell(page);
    expect((await maya.visitor.ask('GET', '/v1/me')).status).toBe(401);
    await elsewhere.page.goto('/workspaces/new');
    await titled(elsewhere.page, 'Sign in');

    await press(page, 'Sign in');
    await signInAs({ email: maya.email, password }, page);
    await page.waitForURL('**/workspaces/new');
  }),
);

test(
  'an unknown address is answered like a known one when the password is forgotten',
  browser.visit({}, async ({ page }) => {
    const { email } = stranger(house);
    await page.goto('/forgot-password');
    await fill(page, 'E-mail', email);
    await press(page, 'Send the mail');
    await titled(page, 'Check your mail');
    await says(page, `If ${email} has an account, a mail with a link is on its way there.`);
    await press(page, 'Another address');
    await titled(page, 'Forgotten password');
  }),
);
