import { afterAll, expect, test } from '@jest/globals';
import { openBrowser, press, says, saysNot, theHouse, toPress } from '@platform/browser';
import { reveal } from '@platform/testing';
import type { Page } from 'playwright-core';
import { isWell, titled } from './account.ts';
import { activate, beginner, factsIn, openAs, overviewAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

test(
  'the way to the first start is ticked by what really happened, on the open page (S-48)',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const nora = await beginner(house);
    await openAs(visit, nora, 'my-license');
    await titled(page, 'My License');
    await says(page, 'You have a license, because:');
    expect(await factsIn(page.getByRole('region', { name: 'License' }))).toMatchObject({
      Plan: 'Trial with all features',
      // One way to write a time, in the zone of who reads: nothing else on the page says another one.
      'Valid until': expect.stringMatching(/^\w+ \d{1,2}, \d{4} at \d\d:\d\d GMT\+[12] \(in 14 days\)$/),
      Assigned: expect.stringMatching(/^(just now|\d+ seconds ago|\d+ minutes? ago)$/),
    });
    expect(await page.getByRole('main').textContent()).not.toMatch(/UTC|\d{4}-\d\d-\d\d/);
    expect(await toPress(page, 'Get your Auth Token').count()).toBe(1);
    await isWell(page);

    const value = await reveal(nora.person);
    await page.reload();
    await toPress(page, 'See how to start it').waitFor();
    expect((await activate(house, value)).granted).toBe(true);
    // Nobody reloads: the activation is heard and told.
    await says(page, 'LocalStack has started with your license.');
    await isWell(page);
  }),
);

test(
  'a license that is taken back is said at once, with what helps, and taken again (S-28, S-30, S-49)',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const nora = await beginner(house);
    await openAs(visit, nora, 'my-license');
    await says(page, 'You have a license, because:');
    const { visitor, userId } = nora.person;
    await visitor.must('DELETE', `/v1/workspaces/${nora.workspaceId}/assignments/${userId}`);
    await says(page, 'Your license was taken back; no license is assigned to you in this workspace.');
    await says(page, 'Not assigned');
    await says(page, 'What helps');
    await isWell(page);
    await press(page, 'Assign it to me');
    await says(page, 'You have a license, because:');
  }),
);

/** The steps to the first start, with their states in words. */
const steps = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('list', { name: 'Steps to the first start of LocalStack' })
    .locator('li > span')
    .evaluateAll((titles) => titles.map(({ textContent }) => textContent ?? ''));

const ends = {
  assigned_but_subscription_expired: ['expired', 'Expired', 'but the trial of the workspace ended'],
  assigned_but_suspended: ['suspended', 'Suspended', 'but the subscription of the workspace is suspended'],
} as const;

test.each(Object.entries(ends))(
  'a license that is %s says so, why, and what helps (S-49)',
  (state, [status, badge, because]) =>
    browser.visit({}, async (visit) => {
      const { page } = visit;
      await overviewAs(page, ({ my_license: license, ...answer }) => ({
        ...answer,
        my_license: license && {
          ...license,
          state: state as keyof typeof ends,
          why: `A license of the plan Trial is assigned to you, ${because}.`,
          fix: 'Choose a plan; the assignment is kept and works again at once.',
          subscription: license.subscription && { ...license.subscription, status },
        },
      }));
      await openAs(visit, await beginner(house), 'my-license');
      await says(page, badge);
      await says(page, 'LocalStack does not start for you, because:');
      await says(page, because);
      await says(page, 'Choose a plan');
      await isWell(page);
    })(),
);

test(
  'with licensing away the page opens, says what is missing, and heals by itself',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const heal = await overviewAs(page, ({ my_license: _, ...answer }) => ({ ...answer, degraded: ['licensing'] }));
    await openAs(visit, await beginner(house), 'my-license');
    await says(page, /Your license cannot be shown right now/);
    expect(await steps(page)).toEqual([
      ...['Done: Your account', 'Done: The workspace Acme', 'Not known: Your license'],
      ...['Next: Your Auth Token is in your hands', 'Later: LocalStack has started with it'],
    ]);
    await says(page, 'Not known right now.');
    expect(await toPress(page, 'Start 14-day trial').count()).toBe(0);
    await isWell(page);
    await heal();
    await says(page, 'You have a license, because:');
    await saysNot(page, /cannot be shown right now/);
  }),
);

test(
  'with the token service away, nothing is said of the token that nobody knows, and nothing is offered',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const heal = await overviewAs(page, ({ token: _, ...answer }) => ({ ...answer, degraded: ['token'] }));
    await openAs(visit, await beginner(house), 'my-license');
    await says(page, 'Your Auth Token cannot be shown right now.');
    expect((await steps(page)).slice(2)).toEqual([
      ...['Done: Your license', 'Not known: Your Auth Token is in your hands'],
      'Not known: LocalStack has started with it',
    ]);
    expect(await toPress(page, 'Get your Auth Token').count()).toBe(0);
    await isWell(page);
    await heal();
    await toPress(page, 'Get your Auth Token').waitFor();
  }),
);
