import { afterAll, expect, test } from '@jest/globals';
import { fill, mailTo, newcomer, openBrowser, press, says, secretIn, theHouse } from '@platform/browser';
import { signUp } from '@platform/testing';
import type { Page, Request } from 'playwright-core';
import { signInAs, signUpAs, stranger, titled, traces } from './account.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Every request of the page that has the secret anywhere, and where. */
function leaks(page: Page, secret: string) {
  const found: Promise<string[]>[] = [];
  const search = async (request: Request): Promise<string[]> => {
    const parts = { url: request.url(), headers: JSON.stringify(await request.allHeaders()), body: request.postData() };
    const { pathname } = new URL(request.url());
    return Object.entries(parts).flatMap(([part, text]) => (text?.includes(secret) ? [`${part} of ${pathname}`] : []));
  };
  page.on('request', (request) => void found.push(search(request).catch(() => [])));
  return async () => (await Promise.all(found)).flat();
}

test(
  'the secret of a verification mail is in one body and nowhere else',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await signUp(nora);
    const secret = secretIn(await mailTo(house, nora.email, /confirm|verify/i));
    const leaked = leaks(page, secret);
    let addressWhenSent = '';
    await page.route('**/v1/auth/verify-email', async (route) => {
      addressWhenSent = await traces(page);
      await route.continue();
    });
    await page.goto(`/verify-email#secret=${secret}`);
    await titled(page, 'Sign in');
    expect(addressWhenSent).toContain('/verify-email');
    expect(addressWhenSent).not.toContain(secret);
    expect(await traces(page)).not.toContain(secret);
    await page.reload();
    await titled(page, 'Sign in');
    expect(await traces(page)).not.toContain(secret);
    expect(await leaked()).toEqual(['body of /v1/auth/verify-email']);
  }),
);

test(
  'the secret of a reset mail and the new password are in one body and nowhere else',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await newcomer(house);
    await maya.visitor.must('POST', '/v1/auth/request-password-reset', { email: maya.email });
    const secret = secretIn(await mailTo(house, maya.email, /new password/i));
    const password = `${maya.password} once more`;
    const [secretLeaked, passwordLeaked] = [leaks(page, secret), leaks(page, password)];
    await page.goto(`/reset-password#secret=${secret}`);
    await titled(page, 'Set a new password');
    expect(await traces(page)).not.toContain(secret);
    await fill(page, 'New password', password);
    await press(page, 'Set the password');
    await titled(page, 'Your new password is set');
    const left = await traces(page);
    expect(left).not.toContain(secret);
    expect(left).not.toContain(password);
    expect(await secretLeaked()).toEqual(['body of /v1/auth/reset-password']);
    expect(await passwordLeaked()).toEqual(['body of /v1/auth/reset-password']);
  }),
);

test(
  'a password is in the body of sign-up and sign-in and nowhere else',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    const leaked = leaks(page, nora.password);
    await page.goto('/sign-up');
    await signUpAs(nora, page);
    await titled(page, 'Check your mail');
    expect(await traces(page)).not.toContain(nora.password);
    await page.goto(`/verify-email#secret=${secretIn(await mailTo(house, nora.email, /confirm|verify/i))}`);
    await titled(page, 'Sign in');
    const mistyped = `${nora.password} mistyped`;
    await signInAs({ ...nora, password: mistyped }, page);
    await page.getByRole('alert').waitFor();
    expect(await page.content()).not.toContain(nora.password);
    await signInAs(nora, page);
    await page.waitForURL('**/workspaces/new');
    await page.getByRole('button', { name: 'Show what is typed' }).waitFor({ state: 'detached' });
    expect(await traces(page)).not.toContain(nora.password);
    const signIn = 'body of /v1/auth/sign-in';
    expect(await leaked()).toEqual(['body of /v1/auth/sign-up', signIn, signIn]);
  }),
);

test(
  'a second link that is opened in the same tab is taken like the first',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await signUp(nora);
    await page.goto('/verify-email#secret=one-that-nobody-has-ever-sent');
    await titled(page, 'This link does not work any more');
    const secret = secretIn(await mailTo(house, nora.email, /confirm|verify/i));
    await page.evaluate((link) => location.assign(link), `/verify-email#secret=${secret}`);
    await titled(page, 'Sign in');
    await says(page, 'Your e-mail address is verified.');
    expect(await traces(page)).not.toContain(secret);
  }),
);

test(
  'a link that could not be used for the moment is tried again without the mail',
  browser.visit({}, async (visit) => {
    const { page, expecting } = visit;
    expecting('/v1/auth/verify-email');
    const nora = stranger(house);
    await signUp(nora);
    const secret = secretIn(await mailTo(house, nora.email, /confirm|verify/i));
    await page.route('**/v1/auth/verify-email', (route) => route.abort(), { times: 1 });
    await page.goto(`/verify-email#secret=${secret}`);
    await titled(page, 'Your address is not verified yet');
    await says(page, 'The console cannot be reached');
    expect(await traces(page)).not.toContain(secret);
    await press(page, 'Try again');
    await titled(page, 'Sign in');
    await says(page, 'Your e-mail address is verified.');
  }),
);
