import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axe, fill, openBrowser, press, says } from '@platform/browser';
import { newWatching } from '@platform/dev';
import {
  type ActivationDoor,
  httpDoor,
  newPerson,
  settledPerson,
  signUp,
  startWholeHouse,
  type WholeHouse,
} from '@platform/journeys';
import { readPrivate } from '@platform/private-file';
import { eventually } from '@platform/testing';
import { readConfig } from '../src/canary/config.ts';
import { type Outcome, rotate } from '../src/canary/rotate.ts';
import { startCanary } from '../src/canary/service.ts';
import { parseMetrics, type Sample } from '../src/metrics/parse.ts';
import { unknownTo, unlisted } from './rules.ts';

const watching = newWatching();
let whole: WholeHouse;
let pages: string;

beforeAll(async () => {
  // Quicker than in earnest, so that a test sees both.
  whole = await startWholeHouse({ watching, env: { FACTS_COMPARE_EVERY_MS: '2000', ROTATE_EVERY_MS: '1000' } });
  pages = whole.house.urls.operators ?? '';
}, 300_000);

afterAll(() => whole?.stop(), 300_000);

const get = (path: string, cookie = '', accept = 'text/html') =>
  fetch(`${pages}${path}`, { headers: { cookie, accept }, redirect: 'manual' });
const enter = (password: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${pages}/login`, { method: 'POST', body: new URLSearchParams({ password }), headers, redirect: 'manual' });

/** The cookie of an operator who has signed in. */
async function signedIn(): Promise<string> {
  const [cookie = ''] = (await enter(watching.password)).headers.getSetCookie();
  return cookie.split(';')[0] ?? '';
}

const samplesOf = async (name: string): Promise<readonly Sample[]> =>
  parseMetrics(await (await fetch(`${whole.house.urls.health[name]}/metrics`)).text());

describe('the login', () => {
  test.each(['/', '/traces', '/jobs', '/jobs/api/queues'])('%s is for those who are signed in', async (path) => {
    const { status, headers } = await get(path);
    expect([status, headers.get('location')]).toEqual([303, '/login']);
    expect((await get(path, 'operator=made-up', 'application/json')).status).toBe(401);
  });

  test('a wrong password opens nothing, and a page of somebody else cannot send one', async () => {
    const wrong = await enter('not the password');
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
    expect((await enter(watching.password, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  test('the right one gives a cookie that no script and no other site can use', async () => {
    const [cookie = ''] = (await enter(watching.password)).headers.getSetCookie();
    expect(cookie).toMatch(/^operator=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const page = await get('/', cookie.split(';')[0]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await page.text();
    expect(text).not.toContain('<script');
    for (const name of ['identity', 'token', 'activation', 'console-gateway', 'canary']) expect(text).toContain(name);
  });

  test('spans are taken from those who know the secret', async () => {
    const send = (headers: Readonly<Record<string, string>>, body: string) =>
      fetch(`${pages}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    expect((await send({}, '{}')).status).toBe(401);
    expect((await send({ 'x-otlp-secret': watching.otlpSecret }, '{"resourceSpans":7}')).status).toBe(400);
    expect((await send({ 'x-otlp-secret': watching.otlpSecret }, '{}')).status).toBe(200);
  });
});

test('in a browser: an operator signs in, sees every process, one trace as a waterfall, and the queues', async () => {
  const person = await settledPerson(whole.place);
  const browser = await openBrowser({ consoleUrl: pages });
  const visit = browser.visit({}, async ({ page, expecting }) => {
    // Bull Board would like a font from elsewhere; the policy does not let it ask.
    expecting('401', 'fonts.googleapis.com');
    await page.goto('/');
    await fill(page, 'Password', 'not the password');
    await press(page, 'Sign in');
    await says(page, 'That is not it.');
    await fill(page, 'Password', watching.password);
    await press(page, 'Sign in');
    await page.getByRole('heading', { name: 'Services' }).waitFor();
    for (const name of ['identity', 'activation', 'canary']) {
      await page.getByRole('cell', { name: `● ${name}`, exact: true }).waitFor();
    }
    // What is shown is of now, and of now only: a page that stood still would lie.
    await axe(page, { except: ['meta-refresh'] });
    await page.getByRole('link', { name: 'Traces' }).click();
    // The canary makes more traces than the list shows: whoever wants a certain one looks for it.
    await fill(page, 'Trace id or name', 'sign-up');
    await page.keyboard.press('Enter');
    await page
      .getByRole('link', { name: /sign-up/ })
      .first()
      .click();
    // Spans come in bundles: the last of them a moment after the first.
    await eventually(async () => {
      await page.reload();
      for (const name of [/IdentityService\/SignUp/, /job send-mail/]) {
        expect(await page.getByRole('cell', { name }).count()).toBeGreaterThan(0);
      }
    });
    expect(await page.content()).not.toContain(person.password);
    await axe(page);
    await page.goto('/jobs');
    await page.getByText('send-mail').first().waitFor();
  });
  await visit().finally(browser.close);
}, 300_000);

test('the trace of a sign-up is found and shown from the click to the mail', async () => {
  const cookie = await signedIn();
  const person = newPerson(whole.place);
  await signUp(person);
  await whole.place.mailbox.mail(person.email, /verify|confirm/i);
  const id = await eventually(async () => {
    const found = await (await get('/traces?text=%2Fv1%2Fauth%2Fsign-up&service=notification', cookie)).text();
    const [, traceId] = /href="\/traces\/([0-9a-f]{32})"/.exec(found) ?? [];
    return traceId ?? Promise.reject(new Error(found));
  });
  await eventually(async () => {
    const shown = await (await get(`/traces/${id}`, cookie)).text();
    for (const name of ['identity.v1.IdentityService/SignUp', 'publish identity.v1.UserSignedUp', 'job send-mail'])
      expect(shown).toContain(name);
    expect(shown).not.toContain(person.password);
  });
  expect(await (await get('/traces?text=nobody-did-this', cookie)).text()).toContain('No trace fits');
  expect((await get(`/traces/${'0'.repeat(32)}`, cookie)).status).toBe(404);
});

test('Bull Board shows the queues of the house to those who are signed in', async () => {
  const cookie = await signedIn();
  const board = await get('/jobs', cookie);
  expect(board.status).toBe(200);
  expect(board.headers.get('content-security-policy')).not.toContain("script-src 'self' 'unsafe-inline'");
  await eventually(async () => {
    const answer = await get('/jobs/api/queues', cookie, 'application/json');
    const { queues } = (await answer.json()) as { queues: { name: string; counts: Record<string, number> }[] };
    expect(queues.map(({ name }) => name)).toContain('send-mail');
  });
});

test('every process tells of itself, and nothing that the dashboard and the alerts ask for is unknown', async () => {
  const person = await settledPerson(whole.place);
  await person.visitor.ask('GET', '/v1/nothing-here');
  await eventually(
    async () => {
      const names = Object.keys(whole.house.urls.health).filter((name) => name !== 'resend-stand-in');
      const all = (await Promise.all(names.map(samplesOf))).flat();
      expect(unknownTo(all)).toEqual([]);
      expect(unlisted(all)).toEqual([]);
    },
    { within: 45_000 },
  );
  const gateway = await samplesOf('console-gateway');
  const measured = gateway.filter(({ name }) => name === 'http_request_duration_seconds_count');
  expect(measured.map(({ labels: { method, route, status } }) => `${method} ${route} ${status}`)).toEqual(
    expect.arrayContaining([
      'POST /v1/auth/sign-up 202',
      'POST /v1/workspaces/:workspace_id/trial 201',
      'POST /v1/workspaces/:workspace_id/tokens/developer/me:reveal 200',
      'GET none 404',
    ]),
  );
  const identity = await samplesOf('identity');
  const signUps = identity.find(
    ({ name, labels }) => name === 'rpc_server_duration_seconds_count' && labels.rpc?.endsWith('/SignUp'),
  );
  expect(signUps?.labels.code).toBe('OK');
  expect(signUps?.value).toBeGreaterThanOrEqual(2);
});

describe('the canary', () => {
  const outcomes = async () =>
    Object.fromEntries(
      (await samplesOf('canary'))
        .filter(({ name }) => name === 'canary_rotations_total')
        .map(({ labels, value }) => [labels.outcome, value]),
    );

  test('resets its own token over and over, and every old one is refused', async () => {
    await eventually(async () => expect((await outcomes()).refused).toBeGreaterThanOrEqual(2), { within: 90_000 });
    expect((await outcomes()).accepted).toBe(0);
  }, 300_000);

  test('a door that lets an old token in is told at once', async () => {
    const { token: current, ...person } = await settledPerson(whole.place);
    const honest = httpDoor(whole.house.urls.activation);
    const liar = await doorThatSays({ granted: true });
    const away = httpDoor('http://127.0.0.1:1');
    /** On a busy machine a rotation may show nothing; then it is tried again. */
    const outcomeAt = (doors: readonly ActivationDoor[], expected: Outcome) => {
      const canary = { person, doors, current, past: [] };
      return eventually(async () => expect(await rotate(canary)).toMatchObject({ outcome: expected }), {
        within: 60_000,
      });
    };
    await outcomeAt([honest], 'refused');
    await outcomeAt([honest, httpDoor(liar.url)], 'accepted');
    await outcomeAt([honest, away], 'unknown');
    liar.server.close();
  }, 300_000);

  test('goes on with a new account when its trial is over', async () => {
    const over = await doorThatSays({ granted: false, reason: 'TRIAL_EXPIRED' });
    const folder = mkdtempSync(join(tmpdir(), 'canary-'));
    const kept = join(folder, 'account.json');
    const { gatewayUrl: GATEWAY_URL } = whole.place;
    const canary = await startCanary(
      readConfig({
        ...{ GATEWAY_URL, MAIL_URL: whole.house.urls.mail, ACTIVATION_URLS: over.url, ACCOUNT_FILE: kept },
        ...{ ROTATE_EVERY_MS: '100', LOG_LEVEL: 'silent' },
      }),
    );
    const email = (): string => JSON.parse(readPrivate(kept) ?? '{"email":""}').email;
    try {
      const first = await eventually(() => email() || false);
      await eventually(() => !['', first].includes(email()));
    } finally {
      await canary.stop();
      over.server.close();
      rmSync(folder, { recursive: true });
    }
  }, 300_000);
});

/** A door that says the same to whatever is presented, as no activation must ever do. */
async function doorThatSays(answer: object): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
