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
  theHouse,
} from '@platform/browser';
import { eventually, signUp } from '@platform/testing';
import { isWell, mayPress, refuses, signInAs, signUpAs, stranger, titled } from './account.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const good = 'violet kettle harbour nine';

test(
  'sign-up: what is missing or weak is said at its field, and what was typed stays',
  browser.visit({}, async ({ page }) => {
    await page.goto('/sign-up');
    await press(page, 'Sign up');
    await says(page, 'Fill this in.');
    expect(await focused(page)).toMatchObject({ name: 'Name' });

    const nora = stranger(house);
    await signUpAs({ email: 'nora at home', password: good }, page);
    await says(page, 'Give an address like name@example.com.');
    expect(await focused(page)).toMatchObject({ name: 'E-mail' });

    await fill(page, 'E-mail', nora.email);
    await fill(page, 'Password', 'password1234');
    await says(page, '3 more characters to go.');
    await press(page, 'Sign up');
    await says(page, 'Use at least 15 characters; a few unrelated words are easy to remember.');
    await says(page, 'Words that many passwords consist of add nothing.');
    expect(await focused(page)).toMatchObject({ name: 'Password' });
    expect(await field(page, 'Password').inputValue()).toBe('password1234');
    await isWell(page);

    await fill(page, 'Password', good);
    await says(page, 'Long enough.');
    await press(page, 'Sign up');
    await titled(page, 'Check your mail');
  }),
);

test(
  'the hint counts as the server does: 14 characters are refused, 15 are taken',
  browser.visit({}, async ({ page }) => {
    const fifteen = 'vQ8mZp4kXw2nRt💡';
    await page.goto('/sign-up');
    await signUpAs({ email: stranger(house).email, password: 'vQ8mZp4kXw2nRt' }, page);
    await says(page, '1 more character to go.');
    await says(page, 'Use at least 15 characters');
    await fill(page, 'Password', fifteen);
    await says(page, 'Long enough.');
    await press(page, 'Sign up');
    await titled(page, 'Check your mail');
  }),
);

test(
  'fields are marked for password managers, and pasting is allowed',
  browser.visit({}, async ({ page }) => {
    const marks = (): Promise<(string | null)[]> =>
      page.locator('input').evaluateAll((inputs) => inputs.map((input) => input.getAttribute('autocomplete')));
    await page.goto('/sign-up');
    await titled(page, 'Sign up');
    expect(await marks()).toEqual(['name', 'username', 'new-password']);
    await page.goto('/reset-password#secret=one-that-nobody-has-ever-sent');
    await titled(page, 'Set a new password');
    expect(await marks()).toEqual(['new-password']);
    await page.goto('/sign-in');
    await titled(page, 'Sign in');
    expect(await marks()).toEqual(['username', 'current-password']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), good);
    await field(page, 'Password').focus();
    await page.keyboard.press('Control+V');
    expect(await field(page, 'Password').inputValue()).toBe(good);
  }),
);

test(
  'verify: no link, a link that was cut short, one that never was',
  browser.visit({}, async ({ page }) => {
    await page.goto('/verify-email');
    await titled(page, 'Verify your e-mail');
    await says(page, 'Open the link in the mail that we sent you');
    await isWell(page);
    for (const secret of ['short', 'one-that-nobody-has-ever-sent', 'not%20a%20secret<b>']) {
      await page.goto(`/verify-email#secret=${secret}`);
      await titled(page, 'This link does not work any more');
      expect(new URL(page.url()).hash).toBe('');
    }
    expect(await focused(page)).toMatchObject({ role: 'heading' });
    await isWell(page);
    const { email } = stranger(house);
    await fill(page, 'E-mail', email);
    await press(page, 'Send a new mail');
    await titled(page, 'Check your mail');
    await says(page, email);
  }),
);

const deadLinks = [
  ['verify-email', 'VERIFICATION_TOKEN_EXPIRED', 'This link has run out', 'Send a new mail'],
  ['verify-email', 'USER_SUSPENDED', 'This account is suspended', undefined],
  ['reset-password', 'VERIFICATION_TOKEN_EXPIRED', 'This link has run out', 'Have a new mail sent'],
  ['reset-password', 'USER_SUSPENDED', 'This account is suspended', undefined],
] as const;
test.each(deadLinks)('%s: %s says "%s" and offers what helps', (path, reason, title, offer) =>
  browser.visit({}, async ({ page }) => {
    await refuses(page, path, reason);
    await page.goto(`/${path}#secret=one-that-nobody-has-ever-sent`);
    if (path === 'reset-password') {
      await fill(page, 'New password', good);
      await press(page, 'Set the password');
    }
    await titled(page, title);
    expect(await focused(page)).toMatchObject({ role: 'heading', name: title });
    expect(
      await page
        .getByRole('button', { name: /new mail/ })
        .or(page.getByRole('link', { name: /new mail/ }))
        .count(),
    ).toBe(offer ? 1 : 0);
    await isWell(page);
  })(),
);

test(
  'reset: no link, a spent link, a weak password',
  browser.visit({}, async ({ page, tab }) => {
    await page.goto('/reset-password');
    await titled(page, 'Set a new password');
    await press(page, 'Have a new mail sent');
    await titled(page, 'Forgotten password');

    const maya = await newcomer(house);
    await maya.visitor.must('POST', '/v1/auth/request-password-reset', { email: maya.email });
    const link = `/reset-password#secret=${secretIn(await mailTo(house, maya.email, /new password/i))}`;
    const other = await tab();
    for (const one of [page, other]) await one.goto(link);
    await fill(page, 'New password', `${maya.email} 1234`);
    await press(page, 'Set the password');
    await says(page, 'Your name and address add nothing.');
    expect(await focused(page)).toMatchObject({ name: 'New password' });
    await isWell(page);
    await fill(page, 'New password', good);
    await press(page, 'Set the password');
    await titled(page, 'Your new password is set');

    await fill(other, 'New password', `${good} too`);
    await press(other, 'Set the password');
    await titled(other, 'This link does not work any more');
    await isWell(other);
    await page.goto('/reset-password#secret=short');
    await fill(page, 'New password', good);
    await press(page, 'Set the password');
    await titled(page, 'This link does not work any more');
  }),
);

test(
  'sign-in: wrong password, then the way to a new one with the address filled in',
  browser.visit({}, async ({ page }) => {
    const maya = await newcomer(house);
    await page.goto('/sign-in');
    await signInAs({ email: maya.email, password: 'something else entirely' }, page);
    await says(page, 'E-mail address and password do not fit together.');
    expect(await focused(page)).toMatchObject({ role: 'alert' });
    expect(await field(page, 'E-mail').inputValue()).toBe(maya.email);
    await isWell(page);
    await press(page, 'Set a new password');
    await titled(page, 'Forgotten password');
    expect(await field(page, 'E-mail').inputValue()).toBe(maya.email);
  }),
);

test(
  'sign-in: an address that is not confirmed yet is refused like a wrong password, and gets its mail again',
  browser.visit({}, async ({ page }) => {
    const nora = stranger(house);
    await signUp(nora);
    const first = await mailTo(house, nora.email, /confirm|verify/i);
    await page.goto('/sign-in');
    await signInAs(nora, page);
    await says(page, 'E-mail address and password do not fit together.');
    await says(page, 'Confirm your address first: open the link in the mail that we sent you.');
    await press(page, 'Send it again');
    await says(page, `Another mail is on its way to ${nora.email}.`);
    expect(await mayPress(page, 'Send it again')).toBe(false);
    await isWell(page);
    await expectAnother(nora.email, first.id);
  }),
);

async function expectAnother(email: string, than: string): Promise<void> {
  await eventually(async () => expect((await mailTo(house, email, /confirm|verify/i)).id).not.toBe(than), {
    within: 30_000,
  });
}

test(
  'sign-in: a locked account says until when, in the zone of who looks',
  browser.visit({ timezoneId: 'Asia/Tokyo' }, async (visit) => {
    const { page } = visit;
    const maya = await newcomer(house);
    const wrong = { email: maya.email, password: 'something else entirely' };
    const until = await locked(() => maya.visitor.ask('POST', '/v1/auth/sign-in', wrong));
    await page.goto('/sign-in');
    await signInAs(maya, page);
    await says(page, 'Too many failed attempts.');
    const minute = new Date(Math.ceil(until.getTime() / 60_000) * 60_000);
    const inTokyo = minute.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });
    await says(page, `You can try again from ${inTokyo} GMT+9.`);
    await says(page, 'A new password lifts the lock at once.');
    await isWell(page);
  }),
);

/** Tries until the account is locked; gives until when. */
async function locked(attempt: () => Promise<{ readonly status: number; readonly body: unknown }>): Promise<Date> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { body } = await attempt();
    const { reason, metadata } = body as { reason: string; metadata: { until: string } };
    if (reason === 'ACCOUNT_LOCKED') return new Date(metadata.until);
  }
  throw new Error('the account is not locked after 40 wrong passwords');
}

const passing = [
  ['USER_SUSPENDED', {}, 'The account is suspended.Write to support.'],
  ['RATE_LIMITED', { retry_after: '30' }, 'Too many requests.You can try again in 30 seconds.'],
  ['DEPENDENCY_UNAVAILABLE', {}, 'A part of the platform is away.Try again in a moment; what you typed stays.'],
] as const;
test.each(passing)('sign-in: %s', (reason, metadata, text) =>
  browser.visit({}, async ({ page, expecting }) => {
    expecting('/v1/auth/sign-in');
    await refuses(page, 'sign-in', reason, metadata);
    await page.goto('/sign-in');
    await signInAs(stranger(house), page);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe(text);
    await isWell(page);
  })(),
);

test.each([
  ['SESSION_EXPIRED', 'Your session has run out. Sign in to go on where you were.'],
  ['SESSION_REVOKED', 'Your session was ended. Sign in again if that was you.'],
])('sign-in: says why it is asked for: %s', (why, text) =>
  browser.visit({}, async ({ page }) => {
    await page.goto(`/sign-in?why=${why}&next=/profile`);
    await says(page, text);
  })(),
);
