import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allRoutes, type Route } from '@platform/console-api';
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

let house: Awaited<ReturnType<typeof gatewayAmong>>;
beforeAll(async () => {
  house = await gatewayAmong({
    ...{ identity: identityOfMaya, workspace: workspaceOfMaya, licensing: licensingOfMaya },
    ...{ token: tokenService().play, legacy: legacyOfMaya },
  });
});
afterAll(() => house.stop());

/** What every answer must say, whatever it answers. */
const closed: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'origin-agent-cluster': /^\?1$/,
  'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\).*payment=\(\)/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /max-age=\d{8}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'x-request-id': /^req_/,
};
const ofTheApi: Readonly<Record<string, RegExp>> = {
  ...closed,
  'cache-control': /^no-store$/,
  ratelimit: /"all"; r=\d+; t=\d+/,
  'ratelimit-policy': /"all"; q=\d+; w=60/,
};

const problemsOf = (headers: Headers, expected: Readonly<Record<string, RegExp>>): readonly string[] =>
  Object.entries(expected)
    .filter(([name, pattern]) => !pattern.test(headers.get(name) ?? ''))
    .map(([name]) => `${name}: ${headers.get(name)}`);

const placed = ({ path }: Route) =>
  path.replace('{workspace_id}', maya.workspaceId).replace(/\{\w+\}/g, 'dec_01jd3v7k2m5n8p9qrstvwxyz01');

async function visit(route: Route, headers: Record<string, string>, body?: object) {
  const response = await fetch(`${house.url}${placed(route)}`, {
    method: route.method.toUpperCase(),
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!route.stream) return { response, text: await response.text() };
  await response.body?.cancel();
  return { response, text: '' };
}

/** An answer's headers without the one that is meant to bring the secret. */
const saidIn = ({ headers }: Response) => JSON.stringify([...headers].filter(([name]) => name !== 'set-cookie'));

describe.each(allRoutes.map((route) => [route.id, route] as const))('%s', (_id, route) => {
  const body = route.method === 'get' ? undefined : {};

  test('closes every door, be the answer a success, a refusal or a nonsense', async () => {
    const cookie = `${cookieName}=${maya.secret}`;
    const visits: readonly Record<string, string>[] = [
      {},
      { cookie },
      { cookie, origin: 'https://evil.example' },
      { cookie: `${cookieName}=%%%` },
    ];
    for (const headers of visits) {
      const { response, text } = await visit(route, headers, body);
      expect([response.status, problemsOf(response.headers, ofTheApi)]).toEqual([response.status, []]);
      expect(response.headers.get('x-powered-by')).toBeNull();
      expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
      expect(`${saidIn(response)}${text}`).not.toContain(maya.secret);
      if (response.status >= 400) expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  test('refuses a page of another origin exactly when it changes something', async () => {
    const { response } = await visit(route, { origin: 'https://evil.example' }, body);
    expect(response.status === 403).toBe(route.method !== 'get');
  });
});

test.each([
  ['GET', '/v1/nowhere'],
  ['PUT', '/v1/me'],
  ['GET', '/v1/workspaces/%E0%A4%A'],
  ['OPTIONS', '/v1/me'],
])('%s %s closes them as well', async (method, path) => {
  const { headers } = await fetch(`${house.url}${path}`, { method });
  expect(problemsOf(headers, ofTheApi)).toEqual([]);
});

test.each(['/openapi.json', '/reference', '/reference/start.js', '/docs/errors', '/v1/health', '/nowhere'])(
  '%s closes what a page could open, too',
  async (path) => {
    const { headers } = await fetch(`${house.url}${path}`);
    expect(problemsOf(headers, closed)).toEqual([]);
  },
);

test('a sign-in says its secret in the cookie alone, and no page of another origin is ever let in by CORS', async () => {
  const response = await fetch(`${house.url}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://app.example' },
    body: JSON.stringify({ email: 'maya@example.com', password: 'correct horse battery' }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('set-cookie')).toContain(maya.secret);
  expect(saidIn(response) + (await response.text())).not.toContain(maya.secret);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('another origin under which the console is served may change things; that opens it to no page of another site', async () => {
  const elsewhere = 'https://console.example';
  const both = await gatewayAmong({ identity: identityOfMaya }, { ALLOWED_ORIGINS: elsewhere });
  const leave = async (headers: Record<string, string>, method = 'POST') => {
    const answer = await fetch(`${both.url}/v1/auth/sign-out`, { method, headers });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    return answer.status;
  };
  try {
    for (const origin of [elsewhere, 'https://app.example'])
      expect(await leave({ origin, 'sec-fetch-site': 'same-origin' })).toBe(204);
    expect(await leave({ origin: elsewhere, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await leave({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(403);
    await leave({ origin: elsewhere, 'access-control-request-method': 'POST' }, 'OPTIONS');
  } finally {
    await both.stop();
  }
});
