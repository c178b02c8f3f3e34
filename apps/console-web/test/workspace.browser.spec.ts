import { afterAll, expect, test } from '@jest/globals';
import { fill, newcomer, openBrowser, press, says, settled, tabTo, theHouse, toPress } from '@platform/browser';
import { isWell, titled } from './account.ts';
import { workspacesOf } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

test(
  'a workspace, its trial with all features and its token in one flow, on to My License (S-24, S-44, S-45)',
  browser.visit({}, async ({ page, as }) => {
    const nora = await newcomer(house, { name: 'Nora' });
    await as(nora);
    await page.goto('/');
    await titled(page, 'New workspace');
    await says(page, '14-day trial with all features');
    for (const included of ['5 licenses', '500 CI credits per month', 'All emulated cloud services', 'Single sign-on'])
      await says(page, included);
    await isWell(page);

    await press(page, 'Create workspace and start trial');
    await says(page, 'Give at least one character.');
    await fill(page, 'Name', 'Acme Rockets');
    await press(page, 'Create workspace and start trial');
    await titled(page, 'My License');
    await says(page, 'You have a license, because:');
    await says(page, '14 of 14 trial days left');
    const [workspaceId, ...others] = await workspacesOf(nora);
    expect(others).toEqual([]);
    expect(new URL(page.url()).searchParams.get('ws')).toBe(workspaceId);
  }),
);

test(
  'by keyboard only: a team without a trial, which is started from My License when one likes',
  browser.visit({}, async ({ page, as }) => {
    await as(await newcomer(house, { name: 'Nora' }));
    const { keyboard } = page;
    await page.goto('/workspaces/new');
    await titled(page, 'New workspace');
    await tabTo(page, 'Name');
    await keyboard.type('A team');
    await tabTo(page, 'Just me');
    await keyboard.press('ArrowDown');
    await tabTo(page, /^14-day trial/);
    await keyboard.press('ArrowDown');
    await tabTo(page, 'Create workspace');
    await keyboard.press('Enter');
    await titled(page, 'My License');
    await says(page, 'The workspace has no subscription, so there are no licenses to assign.');
    await isWell(page);
    await tabTo(page, 'Start 14-day trial');
    await keyboard.press('Enter');
    await says(page, 'It can be started once');
    await tabTo(page, 'Start 14-day trial');
    await keyboard.press('Enter');
    await says(page, 'The trial has begun');
    await says(page, 'You have a license, because:');
  }),
);

test(
  'a double click, and a reload while it is being set up, make one workspace',
  browser.visit({}, async ({ page, as, expecting }) => {
    const nora = await newcomer(house, { name: 'Nora' });
    await as(nora);
    await page.goto('/workspaces/new');
    await fill(page, 'Name', 'Once');
    expecting(/\/overview|ERR_FAILED/);
    // The token is not seen yet, so that there is time to look at what is shown and to reload.
    let isHeldBack = true;
    await page.route('**/v1/workspaces/*/overview', (route) => (isHeldBack ? route.abort() : route.continue()));
    await toPress(page, 'Create workspace and start trial').dblclick();
    await says(page, 'Setting up Once');
    await says(page, 'Under way: ');
    await isWell(page);
    await page.reload();
    await says(page, 'Setting up Once');
    isHeldBack = false;
    await titled(page, 'My License');
    expect(await workspacesOf(nora)).toHaveLength(1);
    await page.goBack();
    await titled(page, 'New workspace');
  }),
);

test(
  'a second trial is refused in words, and the workspace is there all the same',
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Nora' });
    await as(person);
    await page.goto('/workspaces/new');
    await fill(page, 'Name', 'Another one');
    await press(page, 'Create workspace and start trial');
    await says(page, 'The trial was used already.');
    await isWell(page);
    await press(page, 'Go on without it');
    await titled(page, 'My License');
    await says(page, 'Not assigned');
    expect(await workspacesOf(person)).toHaveLength(2);
  }),
);
