import { afterAll, expect, test } from '@jest/globals';
import { axeInBothThemes, fill, newcomer, openBrowser, press, says, tabTo, theHouse, toPress } from '@platform/browser';
import { newPerson, signUp } from '@platform/testing';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Puts a mail into the inbox past all services. */
const post = (to: string, subject: string, html: string) =>
  fetch(new URL('/emails', house.mailUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer re_anything' },
    body: JSON.stringify({ from: 'House <house@example.com>', to: [to], subject, html, text: 'As plain text.' }),
  });

test(
  'a mail appears by itself, is opened by keyboard, and its link leads the whole window on (S-4)',
  browser.visit({}, async ({ page }) => {
    const nora = newPerson(house, 'nora');
    await page.goto(`/inbox?to=${encodeURIComponent(nora.email)}`);
    await says(page, `No mail to “${nora.email}”`);
    await axeInBothThemes(page);
    await signUp(nora, 'Nora');

    const mail = page.getByRole('link', { name: /confirm|verify/i });
    await mail.waitFor();
    await tabTo(page, /confirm|verify/i);
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]mail=/);
    await page.reload();
    await axeInBothThemes(page);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link').first().click();
    await page.waitForURL((url) => url.pathname !== '/inbox');
    expect(new URL(page.url()).pathname).not.toBe('/inbox');
  }),
);

test(
  'what a mail brings along runs nothing and fetches nothing',
  browser.visit({}, async ({ page, expecting }) => {
    expecting('Content Security Policy', 'sandboxed');
    const { email } = newPerson(house, 'eve');
    const html = `<p>Read this</p><img src="https://tracker.example/x.png" alt=""><script>top.document.title = 'taken'; parent.postMessage('taken', '*')</script><img src="x" onerror="top.location = '/taken'" alt="">`;
    expect((await post(email, 'Bait', html)).ok).toBe(true);
    await page.goto('/inbox');
    await fill(page, 'Mails to', email);
    await page.getByText('1 mail', { exact: true }).waitFor();
    await press(page, 'Bait');
    await page.frameLocator('iframe').getByText('Read this').waitFor();
    await page.waitForURL((url) => url.searchParams.get('to') === email && url.searchParams.has('mail'));
    await page.getByText('As text').click();
    await says(page, 'As plain text.');
    expect(await page.title()).toBe('Local mail · LocalStack');
    expect(new URL(page.url()).pathname).toBe('/inbox');
  }),
);

test(
  'where there is no local mail, the page says so and the sidebar does not name it',
  browser.visit({}, async ({ page, as, context }) => {
    await as(await newcomer(house, { name: 'Maya' }));
    await context.route('**/v1/local-mails', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/inbox');
    await says(page, 'This console sends real mails.');
    await toPress(page, 'Profile and sessions').waitFor();
    expect(await toPress(page, 'Local mail').count()).toBe(0);
  }),
);
