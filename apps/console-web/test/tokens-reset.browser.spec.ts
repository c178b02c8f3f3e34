import { afterAll, expect, test } from '@jest/globals';
import {
  fill,
  focused,
  openBrowser,
  press,
  says,
  saysNot,
  screenshotInBothThemes,
  settled,
  tabTo,
  theHouse,
} from '@platform/browser';
import { eventually, reset, reveal, signIn } from '@platform/testing';
import { isWell, titled } from './account.ts';
import { activate, copied, factsIn, inDialog, openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

test(
  'the consequences before, from the server; the receipt after; the old one refused, the new one good (S-69 … S-73)',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    expect((await activate(house, maya.token)).granted).toBe(true);
    await openAs(visit, maya, 'auth-tokens');
    await press(page, 'Reset Auth Token');
    await says(page, `lsat_…${maya.token.slice(-4)} is refused everywhere from the moment the reset is confirmed.`);
    await says(page, 'It can never be restored.');
    await says(page, /^One emulator may run on offline until .* \((?:in \d+ hours|tomorrow|in 1 day)\)\./);
    await says(page, /Whatever starts with it next is refused/);
    await says(page, /LocalStack 4\.0\.0 on machine/);
    await screenshotInBothThemes(page, 'reset-consequences');
    await isWell(page);
    await page.getByRole('radio', { name: /^It may be known to others/ }).click();
    await says(page, 'Do not wait: reset it now, then look for whoever used it.');
    expect((await activate(house, maya.token)).granted).toBe(true);

    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    await isWell(page);
    const receipt = await factsIn(page.getByRole('dialog'));
    expect(receipt).toMatchObject({
      Reason: 'It may be known to others',
      'Still running offline': expect.stringMatching(/^2 emulators, the last until /),
      'Old token': expect.stringMatching(/^tok_/),
      'New token': expect.stringMatching(/^tok_/),
      'Confirmed as version': expect.stringMatching(/^\d+$/),
    });
    const fresh = await copied(page, 'New Auth Token');
    expect(fresh).toMatch(/^lsat_/);
    expect(await activate(house, maya.token)).toMatchObject({ granted: false });
    expect(await activate(house, fresh)).toMatchObject({ granted: true });

    await press(page, 'Done');
    await saysNot(page, fresh);
    await says(page, `lsat_…${fresh.slice(-4)}`);
    await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Reset Auth Token' }));
  }),
);

test(
  'an open session alone resets, and reads no value: that needs the password (S-67)',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await signIn(maya.person);
    await openAs(visit, maya, 'auth-tokens?dialog=reset');
    await says(page, 'It can never be restored.');
    const answered = page.waitForResponse('**/tokens/developer/me:reset');
    await inDialog(page, 'Reset Auth Token').click();
    expect(Object.keys(await (await answered).json()).sort()).toEqual(['receipt', 'token']);
    await says(page, 'Your Auth Token was reset');
    await says(page, 'The value is hidden. Reveal it on the page whenever you need it.');
    await screenshotInBothThemes(page, 'reset-receipt');
    await isWell(page);
    expect(await activate(house, maya.token)).toMatchObject({ granted: false });
    await press(page, 'Done');
    await press(page, 'Reveal');
    await fill(page, 'Password', maya.person.password);
    await press(page, 'Confirm');
    const fresh = await reveal(maya.person);
    await says(page, fresh);
    expect(await activate(house, fresh)).toMatchObject({ granted: true });
  }),
);

test(
  'by keyboard only: looked at, kept, then reset',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const { keyboard } = page;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await titled(page, 'Auth Tokens');
    await tabTo(page, 'Reset Auth Token');
    await keyboard.press('Enter');
    await says(page, 'It can never be restored.');
    // What destroys nothing has the focus.
    expect(await focused(page)).toMatchObject({ name: 'Keep the token' });
    await keyboard.press('Enter');
    await saysNot(page, 'It can never be restored.');
    await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Reset Auth Token' }));
    expect(await reveal(maya.person)).toBe(maya.token);
    await keyboard.press('Enter');
    await says(page, 'It can never be restored.');
    await tabTo(page, 'Reset Auth Token');
    await keyboard.press('Enter');
    await says(page, 'Your Auth Token was reset');
    await keyboard.press('Escape');
    await saysNot(page, 'Your Auth Token was reset');
    expect(await reveal(maya.person)).not.toBe(maya.token);
  }),
);

test(
  'when the answer is lost, asking again is the same reset',
  browser.visit({}, async (visit) => {
    const { page, expecting } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens?dialog=reset');
    await says(page, 'It can never be restored.');
    expecting(/me:reset|ERR_FAILED/);
    await page.route('**/tokens/developer/me:reset', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'No answer came from the server.');
    await says(page, 'Asking again is safe: it is the same reset, and it happens once.');
    await page.unroute('**/tokens/developer/me:reset');
    await inDialog(page, 'Reset Auth Token').click();
    await says(page, 'Your Auth Token was reset');
    const { body } = await maya.person.visitor.must('GET', `/v1/workspaces/${maya.workspaceId}/tokens/developer/me`);
    expect(body).toMatchObject({ token: { generation: 2 } });
  }),
);

test(
  'a reset in one tab takes the value off the screen of the other, which shows the new token at once',
  browser.visit({}, async (visit) => {
    const { page, tab } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await press(page, 'Reveal');
    await says(page, maya.token);
    const other = await tab();
    await other.goto(`/workspace/auth-tokens?ws=${maya.workspaceId}&dialog=reset`);
    await says(other, 'It can never be restored.');
    await inDialog(other, 'Reset Auth Token').click();
    await says(other, 'Your Auth Token was reset');
    await saysNot(page, maya.token);
    await saysNot(page, `lsat_…${maya.token.slice(-4)}`);
  }),
);

test(
  'a reset elsewhere is heard over the stream: no stale token stays on the screen, in no snippet either',
  browser.visit({}, async (visit) => {
    const { page } = visit;
    const maya = await settled(house);
    await openAs(visit, maya, 'auth-tokens');
    await page.getByRole('switch', { name: /^Put my token into the lines/ }).click();
    await says(page, `localstack auth set-token ${maya.token}`);
    await reset(maya.person);
    await saysNot(page, maya.token);
    const now = await reveal(maya.person);
    await says(page, `lsat_…${now.slice(-4)}`);
  }),
);
