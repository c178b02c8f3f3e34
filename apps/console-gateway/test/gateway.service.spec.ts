import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allRoutes } from '@platform/console-api';
import { isReason } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import {
  gatewayAmong,
  identityOfMaya,
  legacyOfMaya,
  licensingOfMaya,
  maya,
  tokenService,
  workspaceOfMaya,
} from './neighbours.ts';

const tokens = tokenService();
let house: Awaited<ReturnType<typeof gatewayAmong>>;

beforeAll(async () => {
  house = await gatewayAmong({
    identity: identityOfMaya,
    workspace: workspaceOfMaya,
    licensing: licensingOfMaya,
    token: tokens.play,
    legacy: legacyOfMaya,
  });
});
afterAll(() => house.stop());

const signedIn = { cookie: `${cookieName}=${maya.secret}` };
const json = { 'content-type': 'application/json' };
const inside = `/v1/workspaces/${maya.workspaceId}`;

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(`${house.url}${path}`, {
    method,
    headers,
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) };
}

describe('the session', () => {
  test('signing in sets a cookie that scripts and other hosts cannot reach', async () => {
    const { status, headers } = await ask('POST', '/v1/auth/sign-in', json, {
      email: 'maya@example.com',
      password: 'correct horse battery',
    });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(
      new RegExp(`^${cookieName}=${maya.secret}; Path=/; HttpOnly; Secure; SameSite=Lax; Expires=`),
    );
  });

  test('an answer never repeats the session secret', async () => {
    const { body } = await ask('POST', '/v1/auth/sign-in', json, {
      email: 'maya@example.com',
      password: 'correct horse battery',
    });
    expect(JSON.stringify(body)).not.toContain(maya.secret);
  });

  test('without one a visitor is told to sign in; with an ended one, that it has ended', async () => {
    expect((await ask('GET', '/v1/me')).body).toMatchObject({ status: 401, reason: 'UNAUTHENTICATED' });
    const ended = { cookie: `${cookieName}=${maya.secret.replace('q', 'r')}` };
    expect((await ask('GET', '/v1/me', ended)).body).toMatchObject({ status: 401, reason: 'SESSION_REVOKED' });
  });

  test('signing out clears the cookie', async () => {
    const { status, headers } = await ask('POST', '/v1/auth/sign-out', signedIn);
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toMatch(new RegExp(`^${cookieName}=; .*Max-Age=0`));
  });
});

describe('whom the gateway speaks for', () => {
  test('a service is told user, session, workspace and permissions by a signed token', async () => {
    const { status } = await ask('GET', `${inside}/tokens/developer/me`, signedIn);
    expect(status).toBe(200);
    const caller = tokens.calls.at(-1)?.caller;
    expect(caller).toMatchObject({ kind: 'user', service: 'gateway' });
    expect([caller?.userId, caller?.workspaceId, caller?.sessionId]).toEqual([
      maya.user.id,
      maya.workspaceId,
      maya.session.id,
    ]);
    expect(caller?.permissions).toContain('billing.manage');
  });

  test('a workspace that is not yours does not exist', async () => {
    const other = '/v1/workspaces/ws_01jd3v7k2m5n8p9qrstvwxyz01';
    expect((await ask('GET', `${other}/tokens/developer/me`, signedIn)).body).toMatchObject({
      status: 404,
      reason: 'WORKSPACE_NOT_FOUND',
    });
  });

  test('what needs a fresh proof says so', async () => {
    const { body } = await ask('POST', `${inside}/tokens/developer/me:reveal`, signedIn);
    expect(body).toMatchObject({ status: 401, reason: 'STEP_UP_REQUIRED', metadata: { methods: 'password' } });
  });

  test('an answer of an earlier request says so, a first one does not (contract §4.5)', async () => {
    const reset = (key: string) =>
      ask('POST', `${inside}/tokens/developer/me:reset`, { ...signedIn, ...json, 'idempotency-key': key }, {});
    expect((await reset('again')).headers.get('idempotent-replayed')).toBe('true');
    expect((await reset('first')).headers.get('idempotent-replayed')).toBeNull();
  });

  test('the consequences of a reset can be seen without one (contract §4.5)', async () => {
    const before = tokens.resets.length;
    const { status, body } = await ask('GET', `${inside}/tokens/developer/me/reset-impacts`, {
      ...signedIn,
      'idempotency-key': 'again',
    });
    expect(status).toBe(200);
    expect(body.impacts).toEqual({
      ...{ outstanding_leases: 2, leases_counted: true, latest_lease_not_after: '2026-01-02T03:04:05.678Z' },
      emulators: [
        {
          ...{ machine: '0c49752c', product_version: '4.0.0' },
          ...{ activated_at: '2026-01-02T03:04:05.678Z', lease_not_after: '2026-01-02T03:04:05.678Z' },
        },
      ],
    });
    expect(body).not.toHaveProperty('value');
    expect(tokens.resets).toHaveLength(before);
  });

  test('deleting a Developer Auth Token is refused with what to do instead', async () => {
    const { body } = await ask('DELETE', `${inside}/tokens/developer/me`, signedIn);
    expect(body).toMatchObject({ status: 409, reason: 'DEVELOPER_TOKEN_NOT_DELETABLE', metadata: { use: 'reset' } });
    expect(body.fix).toContain('Reset');
  });
});

describe('what comes from elsewhere', () => {
  test('an unsafe request from a foreign page is refused, a safe one and ours pass', async () => {
    const foreign = { ...signedIn, origin: 'https://evil.example' };
    expect((await ask('POST', '/v1/auth/sign-out', foreign)).body).toMatchObject({
      status: 403,
      reason: 'ORIGIN_REFUSED',
    });
    for (const site of ['cross-site', 'same-site'])
      expect((await ask('POST', '/v1/auth/sign-out', { ...signedIn, 'sec-fetch-site': site })).status).toBe(403);
    const mixed = { ...signedIn, origin: 'https://app.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask('POST', '/v1/auth/sign-out', mixed)).status).toBe(403);
    expect((await ask('POST', '/v1/auth/sign-out', { ...signedIn, origin: 'null' })).status).toBe(403);
    expect((await ask('POST', '/v1/auth/sign-out', { ...signedIn, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    expect((await ask('GET', '/v1/me', foreign)).status).toBe(200);
    expect((await ask('POST', '/v1/auth/sign-out', { ...signedIn, origin: 'https://app.example' })).status).toBe(204);
  });

  test('a form is refused where JSON is wanted', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask('POST', '/v1/auth/sign-in', form, 'email=a&password=b')).body).toMatchObject({
      status: 415,
      reason: 'MEDIA_TYPE_UNSUPPORTED',
    });
  });

  test('an idempotency key that cannot be one is refused', async () => {
    const { body } = await ask('GET', '/v1/me', { ...signedIn, 'idempotency-key': 'x'.repeat(256) });
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/header/idempotency-key' })]);
  });
});

describe('bad input', () => {
  const signIn = (body: unknown) => ask('POST', '/v1/auth/sign-in', json, body);

  test('every wrong field is named at once', async () => {
    const { body } = await signIn({ email: 7, password: { $ne: '' }, extra: true });
    expect(body).toMatchObject({ status: 400, reason: 'VALIDATION_FAILED' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/body/email',
      '/body/password',
      '/body',
    ]);
  });

  test.each([
    ['truncated JSON', '{"email":"a', 400, 'VALIDATION_FAILED'],
    ['JSON that is no object', '[1,2]', 400, 'VALIDATION_FAILED'],
    ['a scalar', '"x"', 400, 'VALIDATION_FAILED'],
    ['an empty body', '', 400, 'VALIDATION_FAILED'],
    ['a prototype in disguise', '{"__proto__":{"admin":true}}', 400, 'VALIDATION_FAILED'],
    ['more than 64 KiB', JSON.stringify({ email: 'a'.repeat(70_000) }), 413, 'REQUEST_TOO_LARGE'],
  ])('%s gets a coded answer', async (_what, body, status, reason) => {
    expect((await signIn(body)).body).toMatchObject({ status, reason });
  });

  test('a path that is no path, an unknown path and a wrong method say what is wrong', async () => {
    expect((await ask('GET', '/v1/workspaces/%E0%A4%A', signedIn)).body).toMatchObject({
      status: 400,
      reason: 'VALIDATION_FAILED',
    });
    expect((await ask('GET', '/v1/nowhere')).body).toMatchObject({ status: 404, reason: 'ROUTE_NOT_FOUND' });
    const wrong = await ask('PATCH', '/v1/auth/sign-in', json, {});
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('no route answers garbage with a 5xx, and each answer carries a known reason', async () => {
    for (const route of allRoutes) {
      const place = route.path.replace('{workspace_id}', maya.workspaceId).replace(/\{\w+\}/g, "x'$ne%00");
      const path = route.stream ? `${place}?workspace_id[$ne]=x` : place;
      const garbage = route.method === 'get' ? undefined : { $where: '1', email: ['a'], reason: 7, name: null };
      const { status, body } = await ask(route.method.toUpperCase(), path, { ...signedIn, ...json }, garbage);
      if (status < 400) continue;
      expect([route.id, status >= 500 && body.reason !== 'NOT_OFFERED']).toEqual([route.id, false]);
      expect(isReason(body.reason)).toBe(true);
    }
  });
});

describe('a service that is away', () => {
  test('the first page opens and says what is missing, and heals by itself', async () => {
    const whole = await ask('GET', `${inside}/overview`, signedIn);
    expect(whole.body).toMatchObject({ degraded: [], my_license: { state: 'none' }, token: { display: 'lsat_…9fQ2' } });

    const lame = await gatewayAmong({
      identity: identityOfMaya,
      workspace: workspaceOfMaya,
      legacy: legacyOfMaya,
      token: tokens.play,
    });
    const overview = async () => (await fetch(`${lame.url}${inside}/overview`, { headers: signedIn })).json();
    await lame.services.LICENSING.stop();
    expect(await overview()).toMatchObject({
      degraded: ['licensing'],
      workspace: { name: 'Acme' },
      token: { generation: 1 },
    });

    const back = await lame.reviveLicensing();
    try {
      await eventually(async () =>
        expect(await overview()).toMatchObject({ degraded: [], my_license: { state: 'none' } }),
      );
    } finally {
      await lame.stop();
      await back.stop();
    }
  });

  test('an answer that cannot be had is a 503 that names the service and may be retried', async () => {
    const lame = await gatewayAmong({ workspace: workspaceOfMaya });
    try {
      await lame.services.IDENTITY.stop();
      const response = await fetch(`${lame.url}/v1/me`, { headers: signedIn });
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        reason: 'DEPENDENCY_UNAVAILABLE',
        retryable: true,
        metadata: { service: 'identity' },
      });
    } finally {
      await lame.stop();
    }
  });
});

describe('what every answer carries', () => {
  test('a request id, no caching, and headers that close what a page could open', async () => {
    const { headers } = await ask('GET', '/v1/me', signedIn);
    expect(headers.get('x-request-id')).toMatch(/^req_/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('ratelimit')).toContain('all');
  });

  test('too many attempts are told when to come back', async () => {
    const strict = await gatewayAmong({ identity: identityOfMaya }, { AUTH_REQUESTS_PER_MINUTE: '2' });
    try {
      const attempt = () => fetch(`${strict.url}/v1/auth/sign-out`, { method: 'POST' });
      await attempt();
      await attempt();
      const refused = await attempt();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ reason: 'RATE_LIMITED', metadata: { limit: '2', window: '60' } });
    } finally {
      await strict.stop();
    }
  });

  test('the API reference is served from here and describes every route', async () => {
    const page = await fetch(`${house.url}/reference`);
    expect(await page.text()).not.toMatch(/https?:\/\//);
    const { body: document } = await ask('GET', '/openapi.json');
    expect(Object.keys(document.paths)).toHaveLength(new Set(allRoutes.map((route) => route.path)).size);
  });
});
