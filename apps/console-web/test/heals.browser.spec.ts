import { afterAll, expect, test } from '@jest/globals';
import { openBrowser, says, saysNot, settled, theHouse } from '@platform/browser';
import { newPerson, type Person, reset, reveal, signUp } from '@platform/testing';
import type { Page, Route } from 'playwright-core';
import { isWell, titled } from './account.ts';
import { listens } from './ears.ts';
import { elsewhere } from './elsewhere.ts';
import { openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const problem = {
  ...{ type: 'about:blank', title: 'A service is away', status: 503, detail: 'workspace does not answer.' },
  ...{ instance: 'req_1', reason: 'DEPENDENCY_UNAVAILABLE', domain: 'gateway.licensing.platform', metadata: {} },
  ...{ retryable: true, fix: 'Try again in a moment.', errors: [] },
};

/** Answers that a service is away, until what it gives is called. */
async function away(page: Page, path: string): Promise<() => Promise<void>> {
  const refuse = (route: Route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  await page.route(path, refuse);
  return () => page.unroute(path, refuse);
}

test(
  'a page that could not be opened says why, and opens by itself once it can be',
  browser.visit({}, async ({ page, as, expecting }) => {
    const { person, workspaceId } = await settled(house);
    await as(person);
    expecting(/503/, /workspaces/, /workspace does not answer/);
    const heal = await away(page, '**/v1/workspaces');
    await page.goto(`/workspace/my-license?ws=${workspaceId}`);
    await says(page, 'A service is away');
    await isWell(page);
    await heal();
    await page.getByRole('heading', { name: 'My License', level: 1 }).waitFor({ timeout: 30_000 });
    await saysNot(page, 'A service is away');
    expect(page.url()).toContain(workspaceId);
  }),
);

test(
  'an answer that never comes is not waited for any longer: the page asks again by itself',
  browser.visit({}, async ({ page, as, expecting }) => {
    const { person, workspaceId } = await settled(house);
    await as(person);
    expecting(/overview/);
    let asked = 0;
    await page.route('**/overview', (route) => {
      asked += 1;
      return asked === 1 ? new Promise<void>(() => undefined) : route.continue();
    });
    await page.goto(`/workspace/my-license?ws=${workspaceId}`);
    await page.getByText('Valid', { exact: true }).waitFor();
    expect(asked).toBeGreaterThan(1);
  }),
);

test(
  'an answer that breaks off is told like one that does not come, and the page opens by itself once it is whole',
  browser.visit({}, async ({ page, as, expecting }) => {
    const { person, workspaceId } = await settled(house);
    await as(person);
    expecting(/No answer came/);
    await page.route('**/v1/workspaces', (route) =>
      route.fulfill({ status: 200, contentType: 'application/json', body: '{"items": [{"id": "ws_' }),
    );
    await page.goto(`/workspace/my-license?ws=${workspaceId}`);
    await says(page, 'The console cannot be reached');
    await isWell(page);
    await page.unroute('**/v1/workspaces');
    await page.getByRole('heading', { name: 'My License', level: 1 }).waitFor({ timeout: 30_000 });
  }),
);

/** What was asked for before and cannot be asked for again, on an open page that is heard. */
async function fallsBehind(page: Page, path: string, change: () => Promise<unknown>): Promise<() => Promise<void>> {
  const heal = await away(page, path);
  await change();
  await says(page, 'Some of this could not be asked for again.');
  await says(page, /Updated (just now|\d+ (seconds?|minutes?) ago)/);
  return heal;
}

const changes: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
  'my-license': ({ visitor, workspaceId, userId }) =>
    visitor.must('DELETE', `/v1/workspaces/${workspaceId}/assignments/${userId}`),
  'auth-tokens': reset,
};
test.each(Object.keys(changes))(
  '%s: what changes while it cannot be asked for is there by itself once it can',
  (path) =>
    browser.visit({}, async (visit) => {
      const { page, expecting } = visit;
      const maya = await settled(house);
      expecting(/503/);
      await openAs(visit, maya, path);
      await page
        .getByText(path === 'my-license' ? 'Valid' : `lsat_…${maya.token.slice(-4)}`, { exact: true })
        .waitFor();
      await listens(page);
      const heal = await fallsBehind(page, '**/overview', () => Promise.resolve(changes[path]?.(maya.person)));
      await isWell(page);
      await heal();
      await says(page, path === 'my-license' ? 'Not assigned' : `lsat_…${(await reveal(maya.person)).slice(-4)}`);
      await saysNot(page, 'Some of this could not be asked for again.');
    })(),
);

test(
  'the sessions: one that began while they could not be asked for is there by itself once they can',
  browser.visit({}, async ({ page, as, expecting }) => {
    const { person } = await settled(house);
    expecting(/503/);
    await as(person);
    await page.goto('/profile');
    await says(page, 'You are signed in nowhere else.');
    await listens(page);
    const heal = await fallsBehind(page, '**/v1/sessions', () => elsewhere(house, person));
    await heal();
    await page.getByRole('button', { name: /^End the session of/ }).waitFor();
    await saysNot(page, 'Some of this could not be asked for again.');
  }),
);

test(
  'local mail says that it is behind to who is not signed in, too',
  browser.visit({}, async ({ page, expecting }) => {
    const nora = newPerson(house, 'nora');
    expecting(/503/);
    await page.goto(`/inbox?to=${encodeURIComponent(nora.email)}`);
    await titled(page, 'Local mail');
    await says(page, 'No mail to');
    const heal = await fallsBehind(page, '**/v1/local-mails', () => signUp(nora));
    await isWell(page);
    await heal();
    await page.getByRole('link', { name: /confirm|verify/i }).waitFor();
    await saysNot(page, 'Some of this could not be asked for again.');
  }),
);
