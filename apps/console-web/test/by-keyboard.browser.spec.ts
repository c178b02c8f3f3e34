import { afterAll, expect, test } from '@jest/globals';
import { focused, mailTo, newcomer, openBrowser, type Page, says, secretIn, tabTo, theHouse } from '@platform/browser';
import { createWorkspace, eventually, signIn, textAt } from '@platform/testing';
import { titled } from './account.ts';
import { elsewhere } from './elsewhere.ts';
import { beginner, openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Goes to it by Tab and presses Enter. */
async function enter(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Goes to the field by Tab and types over what it holds. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Opens a menu and goes down to one of its items. */
async function choose(page: Page, menu: string, item: string): Promise<void> {
  await enter(page, menu);
  await eventually(async () => {
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatchObject({ role: 'menuitem', name: item });
  });
  await page.keyboard.press('Enter');
}

test(
  'a forgotten password is replaced',
  browser.visit({}, async ({ page }) => {
    const maya = await newcomer(house);
    const password = `${maya.password} and more`;
    await page.goto('/sign-in');
    await titled(page, 'Sign in');
    await enter(page, 'Forgotten password?');
    await titled(page, 'Forgotten password');
    await page.keyboard.type(maya.email);
    await enter(page, 'Send the mail');
    await titled(page, 'Check your mail');

    await page.goto(`/reset-password#secret=${secretIn(await mailTo(house, maya.email, /new password/i))}`);
    await titled(page, 'Set a new password');
    expect(await focused(page)).toMatchObject({ name: 'New password' });
    await page.keyboard.type(password);
    await enter(page, 'Set the password');
    await titled(page, 'Your new password is set');
    await enter(page, 'Sign in');
    await titled(page, 'Sign in');
    await type(page, 'E-mail', maya.email);
    await type(page, 'Password', password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/workspaces/new');
  }),
);

test(
  'name and time zone are saved',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await as(maya);
    await page.goto('/profile');
    await titled(page, 'Profile and sessions');
    await type(page, 'Name', 'Maya Lindqvist');
    await type(page, 'Time zone', 'Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await enter(page, 'Save');
    await says(page, /Saved: name and time zone,/);
    const me = await maya.visitor.must('GET', '/v1/me');
    expect([textAt(me, 'user', 'name'), textAt(me, 'user', 'time_zone')]).toEqual(['Maya Lindqvist', 'Asia/Tokyo']);
  }),
);

test(
  'the password is changed',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    const password = 'seven quiet herons at dusk';
    await as(maya);
    await page.goto('/profile');
    await titled(page, 'Profile and sessions');
    await type(page, 'Old password', maya.password);
    await type(page, 'New password', password);
    await enter(page, 'Change password');
    await says(page, /^Your password is changed\./);
    await signIn({ ...maya, password });
  }),
);

test(
  'one session is ended, and the focus stays on the page',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    const other = await elsewhere(house, maya);
    await as(maya);
    await page.goto('/profile');
    await titled(page, 'Profile and sessions');
    await says(page, 'Sign out everywhere else (1)');
    const end = /^End the session of (?!Chrome)/;
    await enter(page, end);
    await page.getByRole('dialog').getByText('goes to sign-in at once').waitFor();
    expect(await focused(page)).toMatchObject({ name: 'Keep' });
    await enter(page, end);
    await says(page, /^The session of .* has ended\.$/);
    expect((await other.visitor.ask('GET', '/v1/me')).status).toBe(401);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await eventually(async () => expect(await focused(page)).not.toMatchObject({ role: 'RootWebArea' }));
  }),
);

test(
  'a license that was taken back is taken again',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const nora = await beginner(house);
    const { visitor, userId } = nora.person;
    await visitor.must('DELETE', `/v1/workspaces/${nora.workspaceId}/assignments/${userId}`);
    await openAs(visit, nora, 'my-license');
    await says(page, 'Your license was taken back; no license is assigned to you in this workspace.');
    await enter(page, 'Assign it to me');
    await says(page, 'You have a license, because:');
  }),
);

test(
  'another workspace is gone to, and then one signs out',
  browser.visit({}, async ({ page, as }) => {
    const maya = await newcomer(house, { name: 'Maya' });
    await createWorkspace(maya, 'North');
    const north = maya.workspaceId;
    await createWorkspace(maya, 'South');
    await as(maya);
    await page.goto(`/workspace/my-license?ws=${maya.workspaceId}`);
    await titled(page, 'My License');
    await choose(page, 'Workspace: South', 'North');
    await page.waitForURL(`**/workspace/my-license?ws=${north}*`);

    await choose(page, 'Maya', 'Sign out');
    await titled(page, 'Sign in');
    expect((await maya.visitor.ask('GET', '/v1/me')).status).toBe(401);
  }),
);
