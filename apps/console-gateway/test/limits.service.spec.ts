import { expect, test } from '@jest/globals';
import { rpc } from '@platform/grpc';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, maya } from './neighbours.ts';

const signedIn = { cookie: `${cookieName}=${maya.secret}` };
const { signIn, introspectSession } = identityOfMaya;

/** Identity, and the addresses that it was told of when a session began and at each of its uses. */
function identityThatNotes() {
  const addresses: string[] = [];
  const identity = {
    signIn: rpc('open', async (...[request, call]: Parameters<typeof signIn.handle>) => {
      addresses.push(request.ip);
      return signIn.handle(request, call);
    }),
    introspectSession: rpc('service', async (...[request, call]: Parameters<typeof introspectSession.handle>) => {
      addresses.push(request.ip);
      return introspectSession.handle(request, call);
    }),
  };
  return { addresses, identity };
}

/** Signs in, then asks who one is; gives the statuses. */
async function visit(url: string, forwardedFor: string): Promise<readonly number[]> {
  const headers = { 'x-forwarded-for': forwardedFor };
  const body = JSON.stringify({ email: 'maya@example.com', password: 'correct horse battery' });
  const json = { ...headers, 'content-type': 'application/json' };
  const entered = await fetch(`${url}/v1/auth/sign-in`, { method: 'POST', headers: json, body });
  const asked = await fetch(`${url}/v1/me`, { headers: { ...headers, ...signedIn } });
  return [entered.status, asked.status];
}

test.each([
  ['behind one proxy of ours it is the address that the proxy saw', '1', '192.0.2.7'],
  ['behind two it is the one that the outer proxy saw', '2', '198.51.100.1'],
  ['without a proxy it is where the connection comes from', '0', '127.0.0.1'],
])('%s, whatever a client writes before it: for the limit and for the session', async (_what, proxies, seen) => {
  const { addresses, identity } = identityThatNotes();
  const strict = await gatewayAmong({ identity }, { REQUESTS_PER_MINUTE: '2', TRUSTED_PROXIES: proxies });
  try {
    expect(await visit(strict.url, '203.0.113.1, 198.51.100.1, 192.0.2.7')).toEqual([200, 200]);
    expect(await visit(strict.url, '203.0.113.2, 198.51.100.1, 192.0.2.7')).toEqual([429, 429]);
    const elsewhere = await visit(strict.url, '203.0.113.1, 198.51.100.2, 192.0.2.8');
    expect(elsewhere).toEqual(proxies === '0' ? [429, 429] : [200, 200]);
    expect(addresses.slice(0, 2)).toEqual([seen, seen]);
  } finally {
    await strict.stop();
  }
});

test('a session has a limit of its own, wherever it is used from, and others go on', async () => {
  const settings = { SESSION_REQUESTS_PER_MINUTE: '2', TRUSTED_PROXIES: '1' };
  const strict = await gatewayAmong({ identity: identityOfMaya }, settings);
  try {
    const me = (headers: Record<string, string>) => fetch(`${strict.url}/v1/me`, { headers });
    await me({ ...signedIn, 'x-forwarded-for': '192.0.2.1' });
    await me({ ...signedIn, 'x-forwarded-for': '192.0.2.2' });
    const refused = await me({ ...signedIn, 'x-forwarded-for': '192.0.2.3' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toContain('"session"');
    expect(refused.headers.get('ratelimit-policy')).toContain('"session"');
    expect(await refused.json()).toMatchObject({ reason: 'RATE_LIMITED', metadata: { limit: '2' } });
    expect((await me({ cookie: `${cookieName}=${'z'.repeat(43)}` })).status).toBe(401);
    for (let n = 0; n < 4; n += 1) expect((await me({})).status).toBe(401);
  } finally {
    await strict.stop();
  }
});
