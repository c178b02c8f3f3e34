import { afterAll, expect, test } from '@jest/globals';
import { fill, openBrowser, press, says, saysNot, settled, theHouse, toPress, type Visit } from '@platform/browser';
import { createWorkspace } from '@platform/testing';
import type { Page, Route } from 'playwright-core';
import { isWell, titled } from './account.ts';
import { isHeard, listenerIn } from './ears.ts';
import { refusal } from './refusal.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const told = 'You are no longer a member of Northwind';

interface Answers {
  readonly list: 'comes' | 'never comes';
  readonly overview: 'comes' | 'never comes';
}

/** Answers from now on as the gateway does to somebody who was taken out of the workspace; what never comes is slow. */
async function takenOut(page: Page, workspaceId: string, { list, overview }: Answers): Promise<void> {
  const never = () => new Promise<void>(() => undefined);
  await page.route(`**/v1/workspaces/${workspaceId}/overview`, (route) =>
    overview === 'comes' ? route.fulfill(refusal('WORKSPACE_NOT_FOUND')) : never(),
  );
  await page.route('**/v1/workspaces', async (route: Route) => {
    if (list !== 'comes') return never();
    const response = await route.fetch();
    const { workspaces } = (await response.json()) as { workspaces: { workspace: { id: string } }[] };
    const left = workspaces.filter(({ workspace }) => workspace.id !== workspaceId);
    return route.fulfill({ response, json: { workspaces: left } });
  });
}

/** Somebody in Northwind and in the other workspaces, and a tab that tells what the test lets it tell. */
async function member({ as, tab }: Pick<Visit, 'as' | 'tab'>, others = ['Southwind']) {
  const { person, workspaceId } = await settled(house, { name: 'Maya', workspace: 'Northwind' });
  for (const name of others) await createWorkspace(person, name);
  await as(person);
  const listener = await tab();
  const tell = await listenerIn(listener, person, workspaceId);
  await tell({ event: 'live', live: true });
  return { workspaceId, tell, heard: () => isHeard(listener) };
}

/** Whichever says it first: the stream itself may end without a word when the page lets go of it before. */
const signs = [
  ['the list of workspaces', { list: 'comes', overview: 'never comes' }, { event: 'changed', about: ['workspace'] }],
  ['the overview', { list: 'never comes', overview: 'comes' }, { event: 'changed', about: ['workspace'] }],
  ['the stream', { list: 'never comes', overview: 'never comes' }, { event: 'removed' }],
] as const;

test.each(signs)(
  'who is taken out while the page is open is told, and sees another workspace: by %s',
  (_by, answers, frame) =>
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const { workspaceId, tell, heard } = await member(visit);
      await page.goto(`/workspace/my-license?ws=${workspaceId}`);
      await says(page, 'You have a license, because:');
      await takenOut(page, workspaceId, answers);
      await heard();
      await tell(frame);
      await says(page, told);
      await toPress(page, 'Workspace: Southwind').waitFor();
      await says(page, 'Not assigned');
      expect(await page.getByText(told).count()).toBe(1);
      await isWell(page);
      await press(page, 'Close');
      await saysNot(page, told);
      expect(page.url()).not.toContain(workspaceId);
    })(),
);

test(
  'on a page that is about no workspace, what is being typed stays',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const { workspaceId, tell, heard } = await member(visit);
    await page.goto(`/profile?ws=${workspaceId}`);
    await toPress(page, 'Workspace: Northwind').waitFor();
    await fill(page, 'Name', 'Maya, who is typing');
    await takenOut(page, workspaceId, { list: 'comes', overview: 'comes' });
    await heard();
    await tell({ event: 'changed', about: ['workspace'] });
    await says(page, told);
    await toPress(page, 'Workspace: Southwind').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Maya, who is typing');
  }),
);

test(
  'who has no other workspace is led to making one',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const { workspaceId, tell, heard } = await member(visit, []);
    await page.goto(`/workspace/auth-tokens?ws=${workspaceId}`);
    await titled(page, 'Auth Tokens');
    await takenOut(page, workspaceId, { list: 'comes', overview: 'comes' });
    await heard();
    await tell({ event: 'changed', about: ['workspace'] });
    await titled(page, 'New workspace');
    await says(page, told);
  }),
);
