import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allRoutes } from '@platform/console-api';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, maya, tokenService, workspaceOfMaya } from './neighbours.ts';

const tokens = tokenService();
const secret = 'x'.repeat(43);
const email = 'maya@example.com';
/** What each route without keys takes, so that nothing but the key is wrong. */
const bodies: Readonly<Record<string, object>> = {
  signUp: { email, password: 'x', name: 'Maya' },
  signIn: { email, password: 'correct horse battery' },
  verifyEmail: { secret },
  resendVerification: { email },
  requestPasswordReset: { email },
  resetPassword: { secret, new_password: 'x' },
  changePassword: { old_password: 'x', new_password: 'y' },
  reAuthenticate: { password: 'x' },
};
const keyless = allRoutes.filter(({ method, idempotent }) => method !== 'get' && !idempotent);
let house: Awaited<ReturnType<typeof gatewayAmong>>;

beforeAll(async () => {
  house = await gatewayAmong({ identity: identityOfMaya, workspace: workspaceOfMaya, token: tokens.play });
});
afterAll(() => house.stop());

async function ask(method: string, path: string, key: string, body?: object) {
  const response = await fetch(`${house.url}${path.replace('{workspace_id}', maya.workspaceId)}`, {
    method: method.toUpperCase(),
    headers: {
      ...{ cookie: `${cookieName}=${maya.secret}`, 'idempotency-key': key },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { headers: response.headers, body: JSON.parse(await response.text()) as unknown };
}

test.each(keyless.map((route) => [route.id, route] as const))(
  'a key that nothing would honour is refused before anything is done: %s',
  async (id, { method, path }) => {
    const answer = await ask(method, path, 'once', bodies[id]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.body).toMatchObject({
      ...{ status: 400, reason: 'VALIDATION_FAILED' },
      errors: [{ pointer: '/header/idempotency-key', reason: 'NOT_TAKEN' }],
    });
  },
);

test('what only reads has no use for a key, and passes none on', async () => {
  const { headers } = await ask('get', '/v1/workspaces/{workspace_id}/tokens/developer/me', 'once');
  expect(headers.get('idempotent-replayed')).toBeNull();
  expect(tokens.calls.at(-1)?.idempotencyKey).toBeUndefined();
});
