import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
import { eventually } from '@platform/testing';
import { type Outcome, rotate } from '../src/canary/rotate.ts';
import { parseMetrics, type Sample } from '../src/metrics/parse.ts';
import { unknownTo } from './rules.ts';

const watching = newWatching();
let whole: WholeHouse;
let pages: string;

beforeAll(async () => {
  // Quicker than in earnest, so that a test sees both.
  whole = await startWholeHouse({ watching, env: { FACTS_COMPARE_EVERY_MS: '2000', ROTATE_EVERY_MS: '1000' } });
  pages = whole.house.urls.operators ?? '';
}, 300_000);

afterAll(() => whole?.stop(), 60_000);

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
  }, 120_000);

  test('a door that lets an old token in is told at once', async () => {
    const { token: current, ...person } = await settledPerson(whole.place);
    const honest = httpDoor(whole.house.urls.activation);
    const liar = await lyingDoor();
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
  }, 120_000);
});

/** A door that grants whatever is presented: what no activation must ever do. */
async function lyingDoor(): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ granted: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
