import { afterEach, expect, test } from '@jest/globals';
import { rpc } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, licensingOfMaya, maya, workspaceOfMaya } from './neighbours.ts';

const fromGateway = { service: ['gateway'] } as const;
const { introspectSession: introspect } = identityOfMaya;
const { resolveMembership: resolve } = workspaceOfMaya;

let house: Awaited<ReturnType<typeof gatewayAmong>> | undefined;
afterEach(() => house?.stop());

/** A gateway whose identity and workspace service do first what the test says. */
async function gatewayThat(before: { introspect?: () => Promise<void>; resolve?: () => Promise<void> }) {
  house = await gatewayAmong({
    identity: {
      ...identityOfMaya,
      introspectSession: rpc(fromGateway, async (...args: Parameters<typeof introspect.handle>) => {
        await before.introspect?.();
        return introspect.handle(...args);
      }),
    },
    workspace: {
      resolveMembership: rpc(fromGateway, async (...args: Parameters<typeof resolve.handle>) => {
        await before.resolve?.();
        return resolve.handle(...args);
      }),
    },
    licensing: licensingOfMaya,
  });
  const { url } = house;
  return async () => {
    const headers = { cookie: `${cookieName}=${maya.secret}` };
    const answer = await fetch(`${url}/v1/workspaces/${maya.workspaceId}/my-license`, { headers });
    const body = (await answer.json()) as { reason?: string };
    return { status: answer.status, reason: body.reason };
  };
}

test('whose session was seen before is asked for session and membership at once', async () => {
  let known = false;
  let asked = false;
  const myLicense = await gatewayThat({
    // Who waits for the one before asking for the other never gets an answer.
    introspect: async () => {
      if (known) await eventually(() => asked);
    },
    resolve: async () => {
      asked = known;
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  known = true;
  expect(await myLicense()).toMatchObject({ status: 200 });
});

test('a session that has ended meanwhile is refused as ended, whatever is said of the membership', async () => {
  let ended = false;
  let refused = false;
  const myLicense = await gatewayThat({
    introspect: async () => {
      if (!ended) return;
      await eventually(() => refused);
      throw refuse('SESSION_REVOKED');
    },
    resolve: async () => {
      if (!ended) return;
      refused = true;
      throw refuse('WORKSPACE_NOT_FOUND');
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  ended = true;
  expect(await myLicense()).toEqual({ status: 401, reason: 'SESSION_REVOKED' });
});

test('a member who was removed meanwhile is outside at his next request', async () => {
  let removed = false;
  const myLicense = await gatewayThat({
    resolve: async () => {
      if (removed) throw refuse('WORKSPACE_NOT_FOUND');
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  removed = true;
  expect(await myLicense()).toEqual({ status: 404, reason: 'WORKSPACE_NOT_FOUND' });
});
