import { afterAll, expect, test } from '@jest/globals';
import { focused, newcomer, openBrowser, press, says, saysNot, settled, tabTo, theHouse } from '@platform/browser';
import { createWorkspace, eventually } from '@platform/testing';
import { isWell, titled } from './account.ts';
import { factsIn, inDialog, openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Somebody with a workspace that has no trial. */
async function untried() {
  const person = await newcomer(house, { name: 'Nora' });
  await createWorkspace(person, 'Acme Rockets');
  return { person, workspaceId: person.workspaceId };
}

test(
  'by keyboard only: what the trial brings and uses up before it is started, and the receipt after (S-44, S-45)',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const { keyboard } = page;
    await openAs(visit, await untried(), 'my-license');
    await titled(page, 'My License');
    await page.getByRole('button', { name: 'Start 14-day trial' }).waitFor();
    await tabTo(page, 'Start 14-day trial');
    await keyboard.press('Enter');
    await says(page, 'It begins now, with 5 licenses, 500 CI credits per month and all features.');
    await says(page, 'It can be started once');
    await says(page, 'It ends by itself after 14 days, and nothing is charged.');
    await page.waitForURL(/[?&]dialog=trial/);
    await isWell(page);
    // What uses nothing up has the focus.
    expect(await focused(page)).toMatchObject({ name: 'Not now' });
    await keyboard.press('Enter');
    await saysNot(page, 'It can be started once');
    await says(page, 'Not assigned');
    await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Start 14-day trial' }));

    await keyboard.press('Enter');
    await says(page, 'It can be started once');
    await tabTo(page, 'Start 14-day trial');
    await keyboard.press('Enter');
    await says(page, 'The trial has begun');
    await page.waitForURL((url) => !url.searchParams.has('dialog'));
    await says(page, 'You have a license, because:');
    await isWell(page);
    expect(await factsIn(page.getByRole('dialog'))).toMatchObject({
      Began: expect.stringMatching(/\((just now|\d+ seconds? ago|\d+ minutes? ago)\)$/),
      Ends: expect.stringMatching(/\(in 14 days\)$/),
      Licenses: '5, one of them yours',
      Subscription: expect.stringMatching(/^sub_/),
    });
    await keyboard.press('Escape');
    await saysNot(page, 'The trial has begun');
    await page.reload();
    await says(page, 'You have a license, because:');
    expect(await page.getByRole('dialog').count()).toBe(0);
  }),
);

test(
  'when the answer is lost, asking again is the same trial',
  browser.visit({}, async (visit) => {
    const { page, expecting } = visit;
    expecting(/\/trial|ERR_FAILED/);
    await openAs(visit, await untried(), 'my-license?dialog=trial');
    await says(page, 'It can be started once');
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/workspaces/*/trial', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await inDialog(page, 'Start 14-day trial').click();
    await says(page, 'No answer came from the server.');
    await inDialog(page, 'Start 14-day trial').click();
    await says(page, 'The trial has begun');
    expect(new Set(keys).size).toBe(1);
  }),
);

test(
  'a second trial is refused in words, where it was asked for',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const { person } = await settled(house);
    await createWorkspace(person, 'Another one');
    await openAs(visit, { person, workspaceId: person.workspaceId }, 'my-license');
    await press(page, 'Start 14-day trial');
    await inDialog(page, 'Start 14-day trial').click();
    await page.getByRole('dialog').getByText('The trial was used already.').waitFor();
    await isWell(page);
  }),
);

test(
  'a link to the question asks nobody who has a subscription already',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    await openAs(visit, await settled(house), 'my-license?dialog=trial');
    await says(page, 'You have a license, because:');
    expect(await page.getByRole('dialog').count()).toBe(0);
  }),
);
