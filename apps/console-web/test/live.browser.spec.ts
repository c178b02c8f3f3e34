import { afterAll, expect, test } from '@jest/globals';
import { newcomer, openBrowser, press, says, saysNot, settled, theHouse } from '@platform/browser';
import { eventually } from '@platform/testing';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { ears, listenerIn, listens } from './ears.ts';
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

test(
  'seven tabs share one stream, and when the tab that listens is closed another one takes over',
  browser.visit({}, async ({ page, as, tab, context }) => {
    const { person } = await settled(house, { name: 'Maya' });
    const asked = streams(context);
    await as(person);
    // The first one listens before there is another that might.
    await page.goto('/profile');
    await listens(page);
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
    const tabs = [page, await tab(), await tab()];
    const paths = ['/profile', `/workspace/my-license?ws=${workspaceId}`, '/inbox?to=maya'];
    await Promise.all(tabs.map((each, at) => each.goto(paths[at] ?? '')));
    await Promise.all(tabs.map((each) => isCalled(each, 'Maya')));
    await eventually(async () => (await ears(page)).length > 0);

    await other.visitor.must('POST', '/v1/auth/sign-out-everywhere', { keep_current: true });
    for (const each of tabs) {
      await each.waitForURL('**/sign-in?*');
      await says(each, 'Your session was ended.');
    }
    const ways = tabs.map((each) => new URL(each.url()).searchParams.get('next')?.split('?', 1)[0]);
    expect(ways).toEqual(['/profile', '/workspace/my-license', '/inbox']);
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
    await listens(page);

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
  'where all connections of the browser are taken, a page says that it is late, not that anything is lost; it asks by itself',
  browser.visit({}, async ({ page, as, tab, context }) => {
    const person = await newcomer(house, { name: 'Maya' });
    const asked = streams(context);
    await as(person);
    await holdConnections(await tab());
    await page.goto('/profile');
    await says(page, 'What changes elsewhere shows up late at the moment');
    await saysNot(page, 'The connection to the console is lost.');
    await rename(person, 'Maya, without an ear');
    await isCalled(page, 'Maya, without an ear');
    expect(asked).toEqual([]);
  }),
);

/** As four tabs that look at four other workspaces would. */
async function holdConnections(tab: Page): Promise<void> {
  await tab.goto('/icon.svg');
  await tab.evaluate(() => {
    const names = [1, 2, 3, 4].map((number) => `live-connection-${number}`);
    const hold = (name: string) =>
      new Promise<void>((held) => {
        void navigator.locks.request(name, () => {
          held();
          return new Promise(() => undefined);
        });
      });
    return Promise.all(names.map(hold)).then(() => undefined);
  });
}

test(
  'a tab that comes later learns how things stand, and asks for all when the server hears again',
  browser.visit({}, async ({ page, as, tab }) => {
    const person = await newcomer(house, { name: 'Maya' });
    await as(person);
    const tell = await listenerIn(await tab(), person);
    await tell({ event: 'live', live: false });

    await page.goto('/profile');
    await says(page, 'What changes elsewhere shows up late at the moment');
    await says(page, /Updated (just now|\d+ seconds? ago)/);
    await rename(person, 'Maya, unheard');
    await tell({ event: 'live', live: true });
    await isCalled(page, 'Maya, unheard');
    await saysNot(page, 'What changes elsewhere shows up late at the moment');
  }),
);

test.each(['/profile', '/inbox'])('nothing goes on listening after signing out on %s', (path) =>
  browser.visit({}, async ({ page, as }) => {
    const { person } = await settled(house, { name: 'Maya' });
    await as(person);
    await page.goto('/workspace/my-license');
    await listens(page);
    await page.goto(path);
    await listens(page);
    await press(page, 'Maya');
    await press(page, 'Sign out');
    await page.waitForURL('**/sign-in');
    await eventually(async () => (await ears(page)).length === 0);
    expect((await person.visitor.ask('GET', '/v1/me')).status).toBe(401);
  })(),
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
      await listens(each);
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
    // Put there above; the page's types do not know.
    const flashes = (each: Page) =>
      each.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.filter((id) => id === 'flash').length);
    await eventually(async () => (await flashes(page)) === 1);
    expect(await flashes(still.page)).toBe(0);
  }),
);
