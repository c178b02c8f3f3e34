import { afterEach, expect, test } from '@jest/globals';
import { door } from '@platform/contracts';
import { connectTo, rpc } from '@platform/grpc';
import { newId, refuse } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, licensingOfMaya, maya, workspaceOfMaya } from './neighbours.ts';

const fromGateway = { service: ['gateway'] } as const;
const { introspectSession: introspect } = identityOfMaya;
const { resolveMembership: resolve } = workspaceOfMaya;
const member = newId('mem');

const aMinute = { forMs: 60_000 };
const fine = { status: 200, reason: undefined };

let house: Awaited<ReturnType<typeof gatewayAmong>> | undefined;
afterEach(() => house?.stop());

/** A gateway whose neighbours count what they are asked, and promise what the test says. */
async function gatewayOf(promised: { forMs: number }, beforeIntrospection: () => Promise<void> = async () => {}) {
  const asked = { session: 0, membership: 0, left: 0 };
  const posted: string[] = [];
  house = await gatewayAmong({
    identity: {
      ...identityOfMaya,
      introspectSession: rpc(fromGateway, async (...args: Parameters<typeof introspect.handle>) => {
        asked.session += 1;
        const answer = await introspect.handle(...args);
        await beforeIntrospection();
        return answer;
      }),
    },
    workspace: {
      resolveMembership: rpc(fromGateway, async (...args: Parameters<typeof resolve.handle>) => {
        asked.membership += 1;
        const answer = await resolve.handle(...args);
        return { ...answer, member: { ...answer.member, id: member } };
      }),
    },
    licensing: {
      ...licensingOfMaya,
      startTrial: rpc('user', () => Promise.reject(refuse('TRIAL_ALREADY_USED'))),
    },
    owners: {
      keepPosted: rpc(fromGateway, async ({ address }) => {
        posted.push(address);
        return { forMs: promised.forMs };
      }),
      leavePost: rpc(fromGateway, async () => {
        asked.left += 1;
        return {};
      }),
    },
  });
  const { url, grpc, trust } = house;
  const ask = async (path = 'my-license', method = 'GET', secret = maya.secret) => {
    const headers = { cookie: `${cookieName}=${secret}`, origin: 'https://app.example' };
    const answer = await fetch(`${url}/v1/workspaces/${maya.workspaceId}/${path}`, { method, headers });
    const { reason } = (await answer.json()) as { reason?: string };
    return { status: answer.status, reason };
  };
  /** As identity or workspace-membership does. */
  const withdraw = async (subjects: string[], by = 'identity') => {
    const client = connectTo(door.DoorServiceService, grpc, { as: trust.signer(by), audience: 'gateway' });
    await client.withdraw({ subjects }).finally(client.close);
  };
  /** Until both owners promise, each request is asked for. */
  const isHeld = async () => {
    const before = { ...asked };
    expect(await ask()).toEqual(fine);
    return before.session === asked.session && before.membership === asked.membership;
  };
  return { ask, asked, posted, withdraw, isHeld };
}

test('who was let in is let in without asking as long as both owners promise to tell of every change', async () => {
  const { ask, asked, isHeld, posted } = await gatewayOf(aMinute);
  await eventually(isHeld);
  const before = { ...asked };
  expect([await ask(), await ask('trial', 'POST')]).toEqual([fine, { status: 409, reason: 'TRIAL_ALREADY_USED' }]);
  expect(asked).toEqual(before);
  expect(posted).toEqual([house?.grpc, house?.grpc]);
});

test.each([
  { what: 'his session', subject: maya.session.id, by: 'identity' },
  { what: 'he himself', subject: maya.user.id, by: 'identity' },
  { what: 'his membership', subject: member, by: 'workspace' },
  { what: 'the workspace', subject: maya.workspaceId, by: 'workspace' },
])('once $what was withdrawn it is asked anew, and held again after that', async ({ subject, by }) => {
  const { ask, asked, isHeld, withdraw } = await gatewayOf(aMinute);
  await eventually(isHeld);
  const before = { ...asked };
  await withdraw([newId('ses'), subject], by);
  expect(await ask()).toEqual(fine);
  expect(asked).toEqual({ ...before, session: before.session + 1, membership: before.membership + 1 });
  expect(await isHeld()).toBe(true);
});

test('what is withdrawn of others leaves him where he is', async () => {
  const { isHeld, withdraw } = await gatewayOf(aMinute);
  await eventually(isHeld);
  await withdraw([newId('ses'), newId('usr'), newId('mem'), newId('ws')]);
  expect(await isHeld()).toBe(true);
});

test('what is withdrawn while it is asked for is not held, although the answer was from before', async () => {
  let during = async (): Promise<void> => {};
  const { ask, asked, isHeld, withdraw } = await gatewayOf(aMinute, () => during());
  await eventually(isHeld);
  await withdraw([maya.session.id]);
  during = async () => {
    during = async () => {};
    await withdraw([maya.session.id]);
  };
  expect(await ask()).toEqual(fine);
  const before = { ...asked };
  expect(await ask()).toEqual(fine);
  expect(asked.session).toBe(before.session + 1);
});

test('owners who promise nothing are asked at each request', async () => {
  for (const promised of [{ forMs: 0 }, { forMs: -5 }]) {
    const { ask, asked } = await gatewayOf(promised);
    for (let times = 0; times < 4; times++) expect(await ask()).toEqual(fine);
    expect(asked).toMatchObject({ session: 4, membership: 4 });
    await house?.stop();
  }
});

test('another secret is another visitor, whoever is held', async () => {
  const { ask, isHeld } = await gatewayOf(aMinute);
  await eventually(isHeld);
  expect(await ask('my-license', 'GET', `${maya.secret.slice(0, -1)}V`)).toEqual({
    status: 401,
    reason: 'SESSION_REVOKED',
  });
});

test('nobody but the two owners withdraws, and not more than 200 at once', async () => {
  const { withdraw } = await gatewayOf(aMinute);
  for (const by of ['gateway', 'token', 'operator'])
    await expect(withdraw([maya.user.id], by)).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
  const many = Array.from({ length: 201 }, () => newId('ses'));
  await expect(withdraw(many)).rejects.toMatchObject({ reason: 'BATCH_TOO_LARGE', metadata: { max: '200' } });
  await withdraw(many.slice(1));
});

test('a gateway that stops tells the owners that it holds nothing any more', async () => {
  const { asked, isHeld } = await gatewayOf(aMinute);
  await eventually(isHeld);
  await house?.stop();
  expect(asked.left).toBe(2);
});
