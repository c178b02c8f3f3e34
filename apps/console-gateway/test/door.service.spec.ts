import { afterEach, expect, test } from '@jest/globals';
import { licensing } from '@platform/contracts';
import { rpc } from '@platform/grpc';
import { newId, refuse } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { cookieName } from '../src/http/session-cookie.ts';
import { gatewayAmong, identityOfMaya, licensingOfMaya, maya, workspaceOfMaya } from './neighbours.ts';

const fromGateway = { service: ['gateway'] } as const;
const { introspectSession: introspect } = identityOfMaya;
const { resolveMembership: resolve } = workspaceOfMaya;
const memberId = newId('mem');

let house: Awaited<ReturnType<typeof gatewayAmong>> | undefined;
afterEach(() => house?.stop());

interface Before {
  readonly introspect?: () => Promise<void>;
  readonly resolve?: () => Promise<void>;
  readonly license?: () => Promise<void>;
  readonly trial?: () => void;
  /** What Maya may do, as workspace-membership has it now. */
  readonly permissions?: () => string[];
}

/** A gateway whose neighbours do first what the test says. */
async function gatewayThat(before: Before) {
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
        const { member, workspace } = await resolve.handle(...args);
        return { member: { ...member, id: memberId, permissions: before.permissions?.() ?? [] }, workspace };
      }),
    },
    licensing: {
      ...licensingOfMaya,
      getMyLicense: rpc('user', async (_request, { caller }) => {
        await before.license?.();
        return licensing.GetMyLicenseResponse.fromPartial({
          state: licensing.LicenseState.NONE,
          why: `may ${caller.permissions.join(', ')}`,
        });
      }),
      startTrial: rpc('user', async () => {
        before.trial?.();
        throw refuse('TRIAL_ALREADY_USED');
      }),
    },
  });
  const { url } = house;
  const ask = async (method: string, path: string) => {
    const headers = { cookie: `${cookieName}=${maya.secret}`, origin: 'https://app.example' };
    const answer = await fetch(`${url}/v1/workspaces/${maya.workspaceId}/${path}`, { method, headers });
    const { reason, why } = (await answer.json()) as { reason?: string; why?: string };
    return { status: answer.status, reason, why };
  };
  return { myLicense: () => ask('GET', 'my-license'), startTrial: () => ask('POST', 'trial') };
}

test('whose session was seen before is asked for session and membership at once', async () => {
  let known = false;
  let asked = false;
  const { myLicense } = await gatewayThat({
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
  const { myLicense } = await gatewayThat({
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
  expect(await myLicense()).toMatchObject({ status: 401, reason: 'SESSION_REVOKED', why: undefined });
});

test('a member who was removed meanwhile is outside at his next request', async () => {
  let removed = false;
  const { myLicense } = await gatewayThat({
    resolve: async () => {
      if (removed) throw refuse('WORKSPACE_NOT_FOUND');
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  removed = true;
  expect(await myLicense()).toMatchObject({ status: 404, reason: 'WORKSPACE_NOT_FOUND', why: undefined });
});

test('what only reads is read while it is asked whether the visitor may', async () => {
  let known = false;
  let read = false;
  const { myLicense } = await gatewayThat({
    resolve: async () => {
      if (known) await eventually(() => read);
    },
    license: async () => {
      read = known;
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  known = true;
  expect(await myLicense()).toMatchObject({ status: 200 });
});

test('what was read for rights that are gone is not told: it is read anew for those that are left', async () => {
  let permissions = ['billing.manage', 'licenses.assign'];
  let reads = 0;
  const { myLicense } = await gatewayThat({
    permissions: () => permissions,
    license: async () => {
      reads += 1;
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200, why: 'may billing.manage, licenses.assign' });
  permissions = ['billing.manage'];
  expect(await myLicense()).toMatchObject({ status: 200, why: 'may billing.manage' });
  // Once for each of the two, and once for nothing.
  expect(reads).toBe(3);
  expect(await myLicense()).toMatchObject({ status: 200, why: 'may billing.manage' });
  expect(reads).toBe(4);
});

test('what was read ahead for a session that has ended meanwhile is not told, and is not read again', async () => {
  let ended = false;
  let reads = 0;
  const { myLicense } = await gatewayThat({
    introspect: async () => {
      if (ended) throw refuse('SESSION_REVOKED');
    },
    license: async () => {
      reads += 1;
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  ended = true;
  const refusal = { status: 401, reason: 'SESSION_REVOKED', why: undefined };
  expect(await myLicense()).toEqual(refusal);
  await eventually(() => reads === 2);
  expect(await myLicense()).toEqual(refusal);
  expect(reads).toBe(2);
});

test('what changes something is not begun before the visitor is let in', async () => {
  let ended = false;
  let begun = 0;
  const { myLicense, startTrial } = await gatewayThat({
    introspect: async () => {
      if (ended) throw refuse('SESSION_REVOKED');
    },
    trial: () => {
      begun += 1;
    },
  });
  expect(await myLicense()).toMatchObject({ status: 200 });
  expect(await startTrial()).toMatchObject({ reason: 'TRIAL_ALREADY_USED' });
  expect(begun).toBe(1);
  ended = true;
  expect(await startTrial()).toMatchObject({ status: 401, reason: 'SESSION_REVOKED' });
  expect(begun).toBe(1);
});
