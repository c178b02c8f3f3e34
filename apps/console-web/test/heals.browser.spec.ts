import { afterAll, expect, test } from '@jest/globals';
import { openBrowser, says, saysNot, settled, theHouse } from '@platform/browser';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

const away = {
  ...{ type: 'about:blank', title: 'A service is away', status: 503, detail: 'workspace does not answer.' },
  ...{ instance: 'req_1', reason: 'DEPENDENCY_UNAVAILABLE', domain: 'gateway.licensing.platform', metadata: {} },
  ...{ retryable: true, fix: 'Try again in a moment.', errors: [] },
};

test(
  'a page that could not be opened says why, and opens by itself once it can be',
  browser.visit({}, async ({ page, as, expecting }) => {
    const { person, workspaceId } = await settled(house);
    await as(person);
    expecting(/503/, /workspaces/, /workspace does not answer/);
    let isAway = true;
    await page.route('**/v1/workspaces', (route) =>
      isAway
        ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) })
        : route.continue(),
    );

    await page.goto(`/workspace/my-license?ws=${workspaceId}`);
    await says(page, 'A service is away');
    isAway = false;

    await page.getByRole('heading', { name: 'My License', level: 1 }).waitFor({ timeout: 30_000 });
    await saysNot(page, 'A service is away');
    expect(page.url()).toContain(workspaceId);
  }),
);
