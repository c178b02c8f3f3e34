import { afterAll, expect, test } from '@jest/globals';
import { openBrowser, press, says, saysNot, settled, theHouse } from '@platform/browser';
import type { Page } from 'playwright-core';
import { isWell } from './account.ts';
import { listens } from './ears.ts';
import { inDialog, type Overview, openAs, overviewAs, touch } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const withoutToken = ({ token: _, ...answer }: Overview): Overview => ({ ...answer, degraded: ['token'] });
const lastKnown = 'What you see of your Auth Token is what was known last.';
const dialogIn = (page: Page): string | null => new URL(page.url()).searchParams.get('dialog');

test(
  'opened while the token service is away: it is said once, with a way to try again, and heals by itself',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    const heal = await overviewAs(page, withoutToken);
    await openAs(visit, maya, 'auth-tokens');
    await says(page, 'Your Auth Token cannot be shown right now');
    expect(await page.getByText(/cannot be shown right now/).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Reset Auth Token' }).count()).toBe(0);
    await isWell(page);
    const asked = page.waitForRequest('**/overview', { timeout: 4_000 });
    await press(page, 'Try again');
    await asked;
    await heal();
    await says(page, `lsat_…${maya.token.slice(-4)}`);
    await saysNot(page, 'Your Auth Token cannot be shown right now');
  }),
);

test(
  'the token service goes while the receipt is shown: the receipt stays, and nothing is offered again when it is back',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await listens(page);
    await press(page, 'Reset Auth Token');
    await says(page, 'It can never be restored.');
    expect(dialogIn(page)).toBe('reset');
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    // The address says what a link, or a reload, would show: no question that is answered.
    await page.waitForURL((url) => !url.searchParams.has('dialog'));
    const fresh =
      (await page
        .getByRole('dialog')
        .getByText(/^lsat_\w{30,}$/)
        .textContent()) ?? '';

    const heal = await overviewAs(page, withoutToken);
    await touch(maya.person);
    await says(page, lastKnown);
    await says(page, 'Your Auth Token was reset');
    await saysNot(page, fresh);
    await isWell(page);
    await heal();
    await saysNot(page, lastKnown);
    await says(page, fresh);
    expect(await page.getByText('It can never be restored.').count()).toBe(0);
    await press(page, 'Done');
    await saysNot(page, 'Your Auth Token was reset');
    expect(dialogIn(page)).toBe(null);
    await page.goBack();
    await page.reload();
    await says(page, `lsat_…${fresh.slice(-4)}`);
    expect(await page.getByRole('dialog').count()).toBe(0);
  }),
);

test(
  'Back leaves the receipt, and Forward does not ask again',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    await openAs(visit, await settled(house), 'auth-tokens');
    await press(page, 'Reset Auth Token');
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    await page.waitForURL((url) => !url.searchParams.has('dialog'));
    await page.goBack();
    await saysNot(page, 'Your Auth Token was reset');
    await page.goForward();
    await page.waitForFunction(() => history.state.receipt !== undefined);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }),
);

test(
  'the token service goes after a reset whose answer was lost: asked again when it is back, it is the same reset',
  browser.visit({}, async (visit) => {
    const { page, expecting } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens?dialog=reset');
    await says(page, 'It can never be restored.');
    await listens(page);
    expecting(/me:reset|ERR_FAILED/);
    const keys: (string | undefined)[] = [];
    await page.route('**/tokens/developer/me:reset', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const heal = await overviewAs(page, withoutToken);
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Asking again is safe: it is the same reset, and it happens once.');
    await says(page, lastKnown);
    await heal();
    await saysNot(page, lastKnown);
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    expect(new Set(keys).size).toBe(1);
    const { body } = await maya.person.visitor.must('GET', `/v1/workspaces/${maya.workspaceId}/tokens/developer/me`);
    expect(body).toMatchObject({ token: { generation: 2 } });
  }),
);
