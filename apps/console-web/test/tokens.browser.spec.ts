import { afterAll, describe, expect, test } from '@jest/globals';
import { fill, focused, openBrowser, press, says, saysNot, settled, tabTo, theHouse, toPress } from '@platform/browser';
import { eventually, signIn } from '@platform/testing';
import { isWell, titled, traces } from './account.ts';
import { beginner, clipboard, copied, openAs } from './inside.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Settled, with the value known to the test, in a session that has not proved itself again. */
async function freshlySignedIn() {
  const maya = await settled(house);
  await signIn(maya.person);
  return maya;
}

describe('reveal (S-66, S-67)', () => {
  test(
    'masked until the password is given again; a wrong one is refused and the focus comes back',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await freshlySignedIn();
      await openAs(visit, maya, 'auth-tokens');
      await titled(page, 'Auth Tokens');
      await says(page, `lsat_…${maya.token.slice(-4)}`);
      await says(page, 'Keep your Auth Token confidential');
      await isWell(page);

      await press(page, 'Reveal');
      await says(page, 'Confirm that it is you');
      await isWell(page);
      await fill(page, 'Password', 'something else entirely');
      await press(page, 'Confirm');
      await says(page, 'This is not your password.');
      await saysNot(page, maya.token);
      await page.keyboard.press('Escape');
      await saysNot(page, 'Confirm that it is you');
      await eventually(async () => expect(await focused(page)).toMatchObject({ name: 'Reveal' }));

      await press(page, 'Reveal');
      await fill(page, 'Password', maya.person.password);
      await press(page, 'Confirm');
      await says(page, maya.token);
      expect(await focused(page)).toMatchObject({ name: 'Hide' });
      await isWell(page);
      await press(page, 'Hide');
      await saysNot(page, maya.token);
    }),
  );

  test(
    'by keyboard only: revealed, copied, hidden',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const { keyboard } = page;
      const maya = await freshlySignedIn();
      await openAs(visit, maya, 'auth-tokens');
      await titled(page, 'Auth Tokens');
      await toPress(page, 'Reveal').waitFor();
      await tabTo(page, 'Reveal');
      await keyboard.press('Enter');
      await says(page, 'Confirm that it is you');
      await keyboard.type(maya.person.password);
      await keyboard.press('Enter');
      await says(page, maya.token);
      await tabTo(page, 'Copy Developer Auth Token');
      const heard = page.getByRole('status').filter({ hasText: /^Copied$/ });
      const said = heard.waitFor({ state: 'attached' });
      expect(await copied(page, 'Developer Auth Token', () => keyboard.press('Enter'))).toBe(maya.token);
      await said;
      await tabTo(page, 'Hide', { backwards: true });
      await keyboard.press('Enter');
      await saysNot(page, maya.token);
    }),
  );

  test(
    'copied without being shown',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await settled(house);
      await openAs(visit, maya, 'auth-tokens');
      expect(await copied(page, 'Developer Auth Token')).toBe(maya.token);
      await saysNot(page, maya.token);
    }),
  );

  test(
    'copied where the clipboard may be written in the moment of the click alone, as in Safari',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await freshlySignedIn();
      await page.addInitScript(onlyInTheClick);
      await openAs(visit, maya, 'auth-tokens');
      expect(await copied(page, 'the lines for CLI')).toContain('localstack auth set-token');
      await press(page, 'Copy Developer Auth Token');
      await fill(page, 'Password', maya.person.password);
      expect(await copied(page, 'Developer Auth Token', () => press(page, 'Confirm'))).toBe(maya.token);
      await saysNot(page, maya.token);
    }),
  );

  test(
    'who would rather not say the password copies nothing, and is told of no failure',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      await openAs(visit, await freshlySignedIn(), 'auth-tokens');
      await toPress(page, 'Reveal').waitFor();
      await page.evaluate(() => navigator.clipboard.writeText('what was there before'));
      await press(page, 'Copy Developer Auth Token');
      await says(page, 'Confirm that it is you');
      await page.keyboard.press('Escape');
      await saysNot(page, 'Confirm that it is you');
      expect(await toPress(page, 'Copy Developer Auth Token').count()).toBe(1);
      expect(await clipboard(page)).toBe('what was there before');
    }),
  );

  test(
    'who guesses the password is locked out, and told until when',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await freshlySignedIn();
      for (let guess = 0; guess < 6; guess += 1)
        await maya.person.visitor.ask('POST', '/v1/auth/re-authenticate', { password: `a guess number ${guess}` });
      await openAs(visit, maya, 'auth-tokens');
      await press(page, 'Reveal');
      await fill(page, 'Password', maya.person.password);
      await press(page, 'Confirm');
      await says(page, 'Too many failed attempts.');
      await says(page, /You can try again from/);
      await isWell(page);
    }),
  );
});

describe('the value is on the screen for a moment and nowhere else', () => {
  test(
    'it is gone after 60 seconds',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      await page.clock.install();
      const maya = await settled(house);
      await openAs(visit, maya, 'auth-tokens');
      await press(page, 'Reveal');
      await says(page, maya.token);
      await page.clock.fastForward(58_000);
      await says(page, maya.token);
      await page.clock.fastForward(3_000);
      await saysNot(page, maya.token);
      await says(page, `lsat_…${maya.token.slice(-4)}`);
    }),
  );

  const leavings: Readonly<Record<string, () => void>> = {
    'the window loses the focus': () => void window.dispatchEvent(new Event('blur')),
    'the tab is hidden': () => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    'the network goes': () => void window.dispatchEvent(new Event('offline')),
  };
  test(
    `it is gone when ${Object.keys(leavings).join(', ')}`,
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await settled(house);
      for (const leave of Object.values(leavings)) {
        await openAs(visit, maya, 'auth-tokens');
        await press(page, 'Reveal');
        await says(page, maya.token);
        await page.evaluate(leave);
        await saysNot(page, maya.token);
      }
    }),
  );

  test(
    'it is in no storage, address, title, history, cache or service worker, and in no DOM once it is hidden (S-50)',
    browser.visit({}, async (visit) => {
      const { page, context, expecting } = visit;
      const maya = await settled(house);
      await openAs(visit, maya, 'auth-tokens');
      const answer = page.waitForResponse((response) => response.url().endsWith(':reveal'));
      await press(page, 'Reveal');
      await says(page, maya.token);
      expect((await answer).headers()['cache-control']).toBe('no-store');
      await press(page, 'Hide');
      await saysNot(page, maya.token);
      expecting('ERR_CACHE_MISS');
      const left = [await traces(page), JSON.stringify(await context.storageState()), await inHttpCache(page)];
      for (const text of left) expect(text).not.toContain(maya.token);
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
      await page.reload();
      await says(page, `lsat_…${maya.token.slice(-4)}`);
      expect(await page.content()).not.toContain(maya.token);
    }),
  );
});

/** Lets the clipboard be written only while a click is told, however it is written. */
function onlyInTheClick(): void {
  let isClick = false;
  addEventListener(
    'click',
    () => {
      isClick = true;
      setTimeout(() => {
        isClick = false;
      });
    },
    { capture: true },
  );
  for (const name of ['write', 'writeText'] as const) {
    const act = Clipboard.prototype[name] as (this: Clipboard, given: never) => Promise<void>;
    Object.assign(Clipboard.prototype, {
      [name](this: Clipboard, given: never) {
        return isClick ? act.call(this, given) : Promise.reject(new DOMException('not in a click', 'NotAllowedError'));
      },
    });
  }
}

/** What the browser would give for the address of the reveal without asking the server. */
const inHttpCache = (page: import('playwright-core').Page): Promise<string> =>
  page.evaluate(async () => {
    const entries = performance.getEntriesByType('resource').map(({ name }) => name);
    const told = entries.map((url) => fetch(url, { cache: 'only-if-cached', mode: 'same-origin' }));
    const answers = await Promise.allSettled(told.map(async (one) => (await one).text()));
    return JSON.stringify(answers);
  });

describe('use it', () => {
  test(
    'each tool has its lines, byte for byte; a value stands in them only when one asks for it (S-104, S-111, S-112)',
    browser.visit({}, async (visit) => {
      const { page } = visit;
      const maya = await settled(house);
      await openAs(visit, maya, 'auth-tokens');
      const lines = page.getByRole('tabpanel').locator('pre');
      await press(page, 'Docker');
      await says(page, 'docker run');
      expect(await lines.textContent()).toContain('-e LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN:- } \\');
      expect(page.url()).toContain('use=docker');
      await press(page, 'Docker Compose');
      expect(await copied(page, 'the lines for Docker Compose')).toContain(
        '- LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN- }',
      );
      await press(page, 'GitHub Actions');
      await says(page, /a Developer Auth Token is refused in CI/);
      await press(page, 'CLI');
      await says(page, 'localstack auth set-token <YOUR_AUTH_TOKEN>');
      await isWell(page);
      await page.getByRole('switch', { name: /^Put my token into the lines/ }).click();
      await says(page, `localstack auth set-token ${maya.token}`);
      await press(page, 'Hide');
      await says(page, 'localstack auth set-token <YOUR_AUTH_TOKEN>');
      await saysNot(page, maya.token);
      await page.reload();
      await says(page, 'localstack auth set-token');
    }),
  );

  test(
    'CI is said to need a CI Auth Token (S-78)',
    browser.visit({}, async (visit) => {
      await openAs(visit, await beginner(house), 'auth-tokens');
      await says(visit.page, /CI environments require a CI Auth Token/);
      expect(await toPress(visit.page, 'Reset Auth Token').count()).toBe(1);
    }),
  );
});
