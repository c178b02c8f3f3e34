import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openBrowser, says, saysNot } from '@platform/browser';
import { newPerson, type Person, reset, settledPerson, signUp, startTrial, textAt } from '@platform/journeys';
import { eventually } from '@platform/testing';
import { type Absence, absences, partOf, type Stage, timed, whileAway } from '../../src/index.ts';
import { amounts } from '../amounts.ts';

const callTimeoutMs = 2_000;
/** Nobody is kept waiting for what is away: not for the time of several calls in a row, however busy the machine is. */
const patienceMs = 5 * callTimeoutMs;
/** A service that is back is found again within this time, without anybody's help; a channel that waits longer is a bug. */
const healMs = 12_000;

let stage: Stage;
let maya: Person & { readonly token: string };
let gatewayPid: number;

/** A house in which nobody is waited for any longer. */
export const impatient = { CALL_TIMEOUT_MS: String(callTimeoutMs) };

/** A part of the house is away: what it shows is missing and named, and nothing else is. */
export const degraded = (on: () => Stage): void =>
  describe('what is away is named', () => {
    beforeAll(async () => {
      stage = on();
      maya = await settledPerson(stage.place);
      gatewayPid = stage.house.process('console-gateway').pid;
    }, 300_000);
    /** What failed in one test must not fail the next. */
    afterEach(() => eventually(overview, { within: 60_000 }), 60_000);
    afterAll(() => console.log(`back for people, milliseconds after it was ready: ${healed.join(', ')}`));

    describe.each(amounts.away.part)('a service that shows a part of the page %s', partsAway);
    describe.each(amounts.away.needed)('a service that every page needs %s', neededAway);
    describe.each(amounts.away.unseen)('a service that shows nothing of the page %s', unseenAway);
    test(
      'in the browser: My License opens with a thin bar that names what is missing, and is whole again by itself',
      inTheBrowser,
      300_000,
    );
    test(
      'Kafka is away: the page is whole, what is asked for is done, and what follows from it comes when Kafka is back',
      kafkaAway,
    );
  });

const healed: string[] = [];
const inside = (path: string) => `/v1/workspaces/${maya.workspaceId}${path}`;
const ask = (method: string, path: string, body?: unknown) => maya.visitor.ask(method, path, body);

type Parts = Readonly<Record<'my_license' | 'token' | 'subscription' | 'pools' | 'legacy', unknown>>;
type Overview = Parts & { readonly degraded: readonly string[]; readonly workspace: { readonly id: string } };

async function overview(): Promise<Overview> {
  return (await maya.visitor.must('GET', inside('/overview'))).body as Overview;
}
const partsOf = ({ my_license, token, subscription, pools, legacy }: Overview): readonly string[] =>
  Object.entries({ my_license, token, subscription, pools, legacy })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
const all = ['my_license', 'token', 'subscription', 'pools', 'legacy'];

/** Until the page is whole again, as an open page would find out: by asking. */
async function heals(what: string): Promise<void> {
  const began = performance.now();
  await eventually(async () => expect((await overview()).degraded).toEqual([]), { within: 60_000 });
  const took = performance.now() - began;
  healed.push(`${what} ${Math.round(took)}`);
  expect(took).toBeLessThan(healMs);
  expect(partsOf(await overview())).toEqual(all);
  expect(stage.house.process('console-gateway').pid).toBe(gatewayPid);
}

/** Until the gateway holds no word any more, and asks at the door: an owner who is away prolongs no promise. */
const asksAgain = () => eventually(async () => (await ask('GET', inside('/overview'))).status >= 500);

/** What needs the service says that it is away, what to do about it, and does not keep anybody waiting. */
async function saysSo(absence: Absence, service: string, method: string, path: string, body?: unknown): Promise<void> {
  const [answer, ms] = await timed(() => ask(method, path, body));
  expect(answer.body).toMatchObject({ reason: absences[absence].reason, metadata: { service } });
  expect(answer.body).toMatchObject({
    fix: expect.stringMatching(/\w{3,}/),
    instance: expect.stringMatching(/^req_/),
  });
  expect(ms).toBeLessThan(patienceMs);
}

const parts = [
  ['licensing', 'licensing', ['token', 'legacy'], ['GET', '/my-license']],
  ['token', 'token', ['my_license', 'subscription', 'pools', 'legacy'], ['GET', '/tokens/developer/me']],
  ['legacy-migration', 'legacy', ['my_license', 'token', 'subscription', 'pools'], ['GET', '/legacy-keys']],
] as const;

function partsAway(absence: Absence): void {
  test.each(parts)(
    '%s: the rest is there, and what is missing is named',
    async (name, service, rest, [method, path]) => {
      expect(partsOf(await overview())).toEqual(all);
      await whileAway(stage.house, name, absence, async () => {
        const [page, ms] = await timed(overview);
        expect(page.degraded).toEqual([service]);
        expect(partsOf(page)).toEqual(rest);
        expect(page.workspace.id).toBe(maya.workspaceId);
        expect(ms).toBeLessThan(patienceMs);
        await saysSo(absence, service, method, inside(path));
      });
      await heals(`${name} ${absence}`);
    },
  );
}

function neededAway(absence: Absence): void {
  test('workspace-membership: who is signed in is known, and what is in the workspace says why it is not there', async () => {
    await whileAway(stage.house, 'workspace-membership', absence, async () => {
      expect((await ask('GET', '/v1/me')).status).toBe(200);
      await asksAgain();
      await saysSo(absence, 'workspace', 'GET', inside('/overview'));
    });
    await heals(`workspace-membership ${absence}`);
  });

  test('identity: the page itself opens, and nobody is signed out', async () => {
    await whileAway(stage.house, 'identity', absence, async () => {
      const page = await fetch(`${stage.house.urls.gateway}/workspace/my-license`, {
        headers: { accept: 'text/html' },
      });
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="console">')]);
      await asksAgain();
      await saysSo(absence, 'identity', 'GET', inside('/overview'));
      await saysSo(absence, 'identity', 'POST', '/v1/auth/sign-in', { email: maya.email, password: maya.password });
      expect(maya.visitor.cookie()).not.toBe('');
    });
    await heals(`identity ${absence}`);
  });
}

function unseenAway(absence: Absence): void {
  test('activation: the page is whole; a reset is kept, says so, and is confirmed by the same key afterwards', async () => {
    const key = randomUUID();
    const path = inside('/tokens/developer/me:reset');
    await whileAway(stage.house, 'activation', absence, async () => {
      const page = await overview();
      expect([page.degraded, partsOf(page)]).toEqual([[], all]);
      const answer = await maya.visitor.ask('POST', path, { reason: 'routine' }, { 'idempotency-key': key });
      expect(answer.body).toMatchObject({ fix: expect.stringMatching(/\w{3,}/) });
      expect(['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED']).toContain(textAt(answer, 'reason'));
    });
    const began = performance.now();
    const token = textAt(await eventually(() => reset(maya, key), { within: 60_000 }), 'value');
    healed.push(`activation ${absence} ${Math.round(performance.now() - began)}`);
    expect(performance.now() - began).toBeLessThan(healMs);
    for (const door of stage.doors)
      expect(await eventually(() => door.activate(token), { within: 60_000 })).toMatchObject({ granted: true });
  });

  test('notification: the page is whole, a sign-up is accepted, and its mail goes out when it is back', async () => {
    const person = newPerson(stage.place, 'patient');
    await whileAway(stage.house, 'notification', absence, async () => {
      expect((await signUp(person)).status).toBe(202);
      const page = await overview();
      expect([page.degraded, partsOf(page)]).toEqual([[], all]);
      expect(await stage.place.mailbox.mails(person.email)).toEqual([]);
    });
    const [, ms] = await timed(() => stage.place.mailbox.mail(person.email, /confirm/i, 60_000));
    healed.push(`mail, notification ${absence} ${Math.round(ms)}`);
    expect(await stage.place.mailbox.mails(person.email)).toHaveLength(1);
  });
}

async function inTheBrowser(): Promise<void> {
  const browser = await openBrowser({ consoleUrl: stage.house.urls.gateway });
  const visit = browser.visit({}, async ({ page, as }) => {
    await as(maya);
    await whileAway(stage.house, 'licensing', 'is dead', async () => {
      await page.goto(`/workspace/my-license?ws=${maya.workspaceId}`);
      await says(page, 'Your license cannot be shown right now.');
      await page.evaluate('globalThis.sameDocument = true');
    });
    await saysNot(page, 'cannot be shown right now');
    await says(page, 'Valid');
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
  });
  await visit().finally(browser.close);
}

async function kafkaAway(): Promise<void> {
  const person = newPerson(stage.place, 'patient');
  const broker = partOf(stage, 'kafka');
  await broker.stop();
  try {
    const page = await overview();
    expect([page.degraded, partsOf(page)]).toEqual([[], all]);
    const token = textAt(await reset(maya), 'value');
    expect(await stage.doors[0]?.activate(token)).toMatchObject({ granted: true });
    expect((await signUp(person)).status).toBe(202);
    await expect(startTrial(maya)).rejects.toThrow(/409/);
  } finally {
    await broker.start();
  }
  const [, ms] = await timed(() => stage.place.mailbox.mail(person.email, /confirm/i, 60_000));
  healed.push(`mail, Kafka ${Math.round(ms)}`);
  await heals('Kafka');
}
