import { randomUUID } from 'node:crypto';
import { newcomer, press, type Settled, type TheHouse, type Visit } from '@platform/browser';
import type { views } from '@platform/console-api';
import { createWorkspace, type Person, startTrial, tokenExists } from '@platform/testing';
import type { Locator, Page, Route } from 'playwright-core';
import type { z } from 'zod';

/** Somebody with a workspace, its trial and a token whose value nobody has seen; the session has not stepped up. */
export async function beginner(house: TheHouse, name = 'Nora'): Promise<Omit<Settled, 'token'>> {
  const person = await newcomer(house, { name });
  await createWorkspace(person);
  await startTrial(person);
  await tokenExists(person);
  return { person, workspaceId: person.workspaceId };
}

/** Opens a page of the workspace as that person. */
export async function openAs({ page, as }: Visit, { person, workspaceId }: Omit<Settled, 'token'>, path: string) {
  await as(person);
  await page.goto(`/workspace/${path}${path.includes('?') ? '&' : '?'}ws=${workspaceId}`);
}

/** What an emulator does at its start. Gives whether it may, and the reason where it may not. */
export async function activate({ activationUrl = '' }: TheHouse, value: string) {
  const response = await fetch(`${activationUrl}/v1/activate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      credential: { value, source: 'AUTH_TOKEN_ENV' },
      product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
      machine: { machine_id: 'sys_0123456789ab', hostname: 'laptop', system: 'linux', is_docker: false },
      ...{ session_id: randomUUID(), client_time: new Date().toISOString(), nonce: randomUUID() },
    }),
  });
  const { granted = false, reason = '' } = (await response.json()) as { granted?: boolean; reason?: string };
  return { granted: response.status === 200 && granted, reason };
}

/** Ids of the workspaces that the person is a member of. */
export async function workspacesOf({ visitor }: Person): Promise<readonly string[]> {
  const { body } = await visitor.must('GET', '/v1/workspaces');
  return (body as { workspaces: { workspace: { id: string } }[] }).workspaces.map(({ workspace }) => workspace.id);
}

type MyLicense = z.output<typeof views.myLicense>;
export interface Overview {
  my_license?: MyLicense | undefined;
  token?: z.output<typeof views.token> | undefined;
  degraded: string[];
}

/** Lets the page see the gateway's own answer with a part of it changed, for what takes weeks or a service's death to happen. */
export async function overviewAs(page: Page, change: (answer: Overview) => Overview): Promise<() => Promise<void>> {
  let changes = true;
  await page.route('**/v1/workspaces/*/overview', async (route: Route) => {
    if (!changes) return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Overview) });
  });
  // Answers that are under way still come: a route that is taken away meanwhile could not give them.
  return async () => {
    changes = false;
  };
}

/** The page asks again for what it shows of her workspaces: there is one more. */
export const touch = ({ visitor }: Person) =>
  visitor.must('POST', '/v1/workspaces', { name: 'One more' }, { 'idempotency-key': randomUUID() });

/** Answers no overview, from the first one that is asked for until what it gives is called. */
export const holdOverview = (page: Page) => hold(page, '**/v1/workspaces/*/overview');

/** Answers nothing that is asked for there, from the first one on until what it gives is called. */
export async function hold(page: Page, path: string) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = page.waitForRequest(path);
  const wait = async (route: Route) => {
    await released;
    await route.continue().catch(() => undefined);
  };
  await page.route(path, wait);
  return { asked, release };
}

/** The names and values of the list of facts in a part of the page. */
export const factsIn = (part: Locator): Promise<Record<string, string>> =>
  part
    .locator('dt')
    .evaluateAll((names) =>
      Object.fromEntries(names.map((name) => [name.textContent, name.nextElementSibling?.textContent ?? ''])),
    );

/** The dialog's button of that name. */
export const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

/**
 * Copies, and gives what is on the clipboard once the button has said so. It says it for a moment, so the page itself listens for
 * it, from before it is pressed: whoever asks now and then could come too late.
 */
export async function copied(page: Page, what: string, copy = () => press(page, `Copy ${what}`)): Promise<string> {
  const listening = await page.evaluateHandle(listenFor, `Copied ${what}`);
  await copy();
  await listening.evaluate(({ said }) => said);
  return clipboard(page);
}

/** Runs in the page. `said` is over once a button of that name was there, and fails when none was for as long as other waits last. */
function listenFor(name: string) {
  const said = new Promise<void>((resolve, reject) => {
    const names = () => [...document.querySelectorAll('button')].flatMap(({ ariaLabel }) => ariaLabel ?? []);
    const look = () => names().includes(name) && resolve();
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['aria-label'] });
    setTimeout(() => reject(new Error(`no button said "${name}"; they are ${names().join(', ')}`)), 60_000);
  });
  return { said };
}

/** What is on the clipboard of this browser. */
export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
