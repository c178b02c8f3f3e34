import { afterAll, expect, test } from '@jest/globals';
import { newcomer, openBrowser, press, says, saysNot, settled, theHouse } from '@platform/browser';
import { eventually, textAt } from '@platform/testing';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { elsewhere, rename } from './elsewhere.ts';

const house = await theHouse();
const browser = await openBrowser(house);
afterAll(() => browser.close());

/** Her name at the top left. */
const isCalled = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).waitFor();

/** Every stream that the tabs of a browser ask for. */
function streams(context: BrowserContext): readonly Request[] {
  const asked: Request[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/events') asked.push(request);
  });
  return asked;
}

const isAboutMe = (request: Request): boolean => new URL(request.url()).pathname === '/v1/me';

/** Which locks the tabs of this browser hold: for each stream that of its listener, and one of the few connections. */
const ears = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.map(({ name = '' }) => name).filter((name) => name.startsWith('live'));
  });

test(
  'seven tabs share one stream, and when the tab that listens is closed another one takes over',
  browser.visit({}, async ({ page, as, tab, context }) => {
    const { person } = await settled(house, { name: 'Maya' });
    const asked = streams(context);
    await as(person);
    // The first one listens before there is another that might.
    await page.goto('/profile');
    await eventually(async () => (await ears(page)).length === 2);
    const tabs = [page];
    while (tabs.length < 7) tabs.push(await tab());
    for (const each of tabs.slice(1)) await each.goto('/profile');
    for (const each of tabs) await isCalled(each, 'Maya');
    expect((await ears(page)).length).toBe(2);

    // One that comes late is told that changes are heard, and asks for what happened before it began to hear.
    const late = await tab();
    const asksAgain = late
      .waitForRequest(isAboutMe, { timeout: 60_000 })
      .then(() => late.waitForRequest(isAboutMe, { timeout: 10_000 }));
    await late.goto('/profile');
    await asksAgain;
    await late.close();

    await rename(person, 'Maya the Second');
    await Promise.all(tabs.map((each) => isCalled(each, 'Maya the Second')));
    expect(asked.length).toBe(1);

    // With the first one its stream is gone; one of the others takes over.
    await page.close();
    await eventually(() => asked.length === 2);
    await rename(person, 'Maya the Third');
    await Promise.all(tabs.slice(1).map((each) => isCalled(each, 'Maya the Third')));
    expect(asked.length).toBe(2);
  }),
);

test(
  'a session that is ended elsewhere ends in each of its tabs at once, with the reason, and the way back',
  browser.visit({}, async ({ page, as, tab }) => {
    const { person, workspaceId } = await settled(house, { name: 'Maya' });
    const other = await elsewhere(house, person);
    await as(person);
    const second = await tab();
    await page.goto('/profile');
    await second.goto(`/workspace/my-license?ws=${workspaceId}`);
    await Promise.all([page, second].map((each) => isCalled(each, 'Maya')));
    await eventually(async () => (await ears(page)).length > 0);

    await other.visitor.must('POST', '/v1/auth/sign-out-everywhere', { keep_current: true });
    for (const each of [page, second]) {
      await each.waitForURL('**/sign-in?*');
      await says(each, 'Your session was ended.');
    }
    expect(new URL(page.url()).searchParams.get('next')).toMatch(/^\/profile/);
    await eventually(async () => (await ears(page)).length === 0);
  }),
);

test(
  'a lost connection is said, with the age of what is shown; when it is back, what was missed is there',
  browser.visit({}, async ({ page, as, context, expecting }) => {
    const person = await newcomer(house, { name: 'Maya' });
    expecting('/v1/events', '/v1/me', 'net::');
    await as(person);
    await page.goto('/profile');
    await isCalled(page, 'Maya');
    await eventually(async () => (await ears(page)).length === 2);

    await context.setOffline(true);
    await says(page, 'This device is offline.');
    await says(page, /Updated (just now|\d+ seconds? ago)/);
    await rename(person, 'Maya, back again');
    await context.setOffline(false);
    await isCalled(page, 'Maya, back again');
    await saysNot(page, 'This device is offline.');
  }),
);

test(
  'a console that refuses the stream is tried again; until then the page says that it may be behind',
  browser.visit({}, async ({ page, as, context }) => {
    const person = await newcomer(house, { name: 'Maya' });
    const asked = streams(context);
    await as(person);
    await context.route('**/v1/events*', (route) => route.fulfill({ status: 429, body: '' }));
    await page.goto('/profile');
    await isCalled(page, 'Maya');
    await says(page, 'The connection to the console is lost.');
    await rename(person, 'Maya, late');
    await context.unroute('**/v1/events*');
    await isCalled(page, 'Maya, late');
    await saysNot(page, 'The connection to the console is lost.');
    expect(asked.length).toBeGreaterThan(1);
  }),
);

test(
  'a tab that comes later learns how things stand, and asks for all when the server hears again',
  browser.visit({}, async ({ page, as, tab }) => {
    const person = await newcomer(house, { name: 'Maya' });
    const sessionId = textAt(await person.visitor.must('GET', '/v1/me'), 'session', 'id');
    await as(person);
    // A tab that listens, and is told by the server that it hears nothing at the moment.
    const first = await tab();
    await first.goto('/icon.svg');
    await first.evaluate((name) => {
      const channel = new BroadcastChannel(name);
      let live = false;
      channel.addEventListener(
        'message',
        ({ data }) => data.event === 'ask' && channel.postMessage({ event: 'live', live }),
      );
      Object.assign(globalThis, {
        hear: () => {
          live = true;
          channel.postMessage({ event: 'live', live });
        },
      });
      return new Promise<void>((held) => {
        void navigator.locks.request(name, () => {
          held();
          return new Promise(() => undefined);
        });
      });
    }, `live:${sessionId}:`);

    await page.goto('/profile');
    await says(page, 'What changes elsewhere shows up late at the moment');
    await says(page, /Updated (just now|\d+ seconds? ago)/);
    await rename(person, 'Maya, unheard');
    await first.evaluate(() => (globalThis as unknown as { hear(): void }).hear());
    await isCalled(page, 'Maya, unheard');
    await saysNot(page, 'What changes elsewhere shows up late at the moment');
  }),
);

test(
  'nothing goes on listening after signing out',
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/workspace/my-license');
    await eventually(async () => (await ears(page)).length === 2);
    await page.goto('/profile');
    await eventually(async () => (await ears(page)).length === 2);
    await press(page, 'Maya');
    await press(page, 'Sign out');
    await page.waitForURL('**/sign-in');
    await eventually(async () => (await ears(page)).length === 0);
  }),
);

test(
  'what came from elsewhere lights up once; not for those who want no motion',
  browser.visit({ reducedMotion: false }, async ({ page, as, another }) => {
    const person = await newcomer(house, { name: 'Maya' });
    const still = await another({ reducedMotion: true });
    for (const { page: each, as: asPerson } of [{ page, as }, still]) {
      await asPerson(person);
      await each.goto('/profile');
      await each.getByText('You are signed in nowhere else.').waitFor();
      await eventually(async () => (await ears(each)).length === 2);
      await each.evaluate(() => {
        const seen: string[] = [];
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...given) {
          const { id = '' } = typeof given[1] === 'object' && given[1] ? given[1] : {};
          seen.push(id);
          return animate.apply(this, given);
        };
        Object.assign(globalThis, { seen });
      });
    }
    await elsewhere(house, person);
    for (const each of [page, still.page]) await each.getByRole('button', { name: /^End the session of/ }).waitFor();
    const flashes = (each: Page) =>
      each.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.filter((id) => id === 'flash').length);
    await eventually(async () => (await flashes(page)) === 1);
    expect(await flashes(still.page)).toBe(0);
  }),
);
