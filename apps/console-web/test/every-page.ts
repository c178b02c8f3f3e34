import { fill, newcomer, press, type Settled, secretIn, settled, type TheHouse, type Visit } from '@platform/browser';
import { uniqueName } from '@platform/testing';
import { type PageId, pages } from '../src/pages.ts';

/** Leads a visitor who has just come to a page that has something to show. */
type Way = (visit: Visit, house: TheHouse) => Promise<unknown>;

/** How to get to each page. A page without its line here is found by `every-page.browser.spec.ts`. */
export const ways: Readonly<Record<PageId, Way>> = {
  signUp: ({ page }) => page.goto(pages.signUp.path),
  checkYourMail: async ({ page }) => {
    await page.goto(pages.signUp.path);
    await fill(page, 'Name', 'Nora');
    await fill(page, 'E-mail', `${uniqueName('nora')}@example.com`);
    await fill(page, 'Password', 'a long sentence for nobody');
    await press(page, 'Sign up');
    await page.waitForURL(`**${pages.checkYourMail.path}`);
  },
  verifyEmail: ({ page }) => page.goto(pages.verifyEmail.path),
  signIn: ({ page }) => page.goto(pages.signIn.path),
  forgotPassword: ({ page }) => page.goto(pages.forgotPassword.path),
  resetPassword: async ({ page }, house) => {
    const { email, visitor } = await newcomer(house, { name: 'Rosa' });
    await visitor.must('POST', '/v1/auth/request-password-reset', { email });
    const secret = secretIn(await house.mailbox.mail(email, /reset|new password/i));
    await page.goto(`${pages.resetPassword.path}#secret=${secret}`);
  },
  newWorkspace: async ({ page, as }, house) => {
    await as(await newcomer(house, { name: 'Sam' }));
    await page.goto(pages.newWorkspace.path);
  },
  myLicense: (visit, house) => inside(visit, house, pages.myLicense.path),
  authTokens: (visit, house) => inside(visit, house, pages.authTokens.path),
  profile: (visit, house) => inside(visit, house, pages.profile.path),
  inbox: async ({ page }, house) => {
    await maya(house);
    await page.goto(pages.inbox.path);
  },
};

let someone: Promise<Settled> | undefined;

/** One person for all pages that do not change her. */
function maya(house: TheHouse): Promise<Settled> {
  someone ??= settled(house, { name: 'Maya', workspace: 'Acme' });
  return someone;
}

async function inside({ page, as }: Visit, house: TheHouse, path: string): Promise<void> {
  await as((await maya(house)).person);
  await page.goto(path);
}
