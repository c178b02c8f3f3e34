import { expect, test } from '@jest/globals';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, maya } from './neighbours.ts';

const signedIn = { cookie: `${cookieName}=${maya.secret}` };

test('a session has a limit of its own, wherever it is used from, and others go on', async () => {
  const strict = await gatewayAmong({ identity: identityOfMaya }, { SESSION_REQUESTS_PER_MINUTE: '2' });
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
