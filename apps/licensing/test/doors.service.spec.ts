import { afterAll, expect, test } from '@jest/globals';
import { licensing as wire } from '@platform/contracts';
import { type CallerSigner, connectTo, type UserClaims } from '@platform/grpc';
import { isCoded, newId } from '@platform/kernel';
import { roleDefaults } from '@platform/permissions';
import { join, openHouse, someAdmin, withTrial } from './house.ts';

/** Who may pass each door: every RPC must be in this table. */
const house = await openHouse();
afterAll(() => house.stop());

const { admin, workspaceId, poolId } = await withTrial(house);
const [guest = newId('usr'), free = newId('usr')] = await join(house, workspaceId, [newId('usr'), newId('usr')]);
const untried = someAdmin();
const stranger = someAdmin();
const member: UserClaims = { userId: guest, workspaceId, permissions: roleDefaults.member };
const bare: UserClaims = { ...member, permissions: [] };

type Method = keyof typeof wire.LicensingServiceService;
type Verdict = 'OK' | 'UNAUTHENTICATED' | 'PERMISSION_REQUIRED' | 'WORKSPACE_NOT_FOUND' | 'TRIAL_ALREADY_USED';
const callers = ['anonymous', 'service', 'stranger', 'bare', 'member', 'admin'] as const;
type Who = (typeof callers)[number];
interface Door {
  readonly request: object;
  readonly verdicts: Readonly<Record<Who, Verdict>>;
}

const signedIn = { stranger: 'OK', bare: 'OK', member: 'OK', admin: 'OK' } as const;
const noUser = { anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED' } as const;
const inside = { ...noUser, ...signedIn, stranger: 'WORKSPACE_NOT_FOUND' } as const;
const withPermission = { ...inside, bare: 'PERMISSION_REQUIRED' } as const;
const admins = { ...withPermission, member: 'PERMISSION_REQUIRED' } as const;

const doors: Readonly<Record<Method, Door>> = {
  listPlans: { request: {}, verdicts: { ...noUser, ...signedIn } },
  startTrial: { request: { workspaceId }, verdicts: { ...admins, admin: 'TRIAL_ALREADY_USED' } },
  getSubscription: { request: { workspaceId }, verdicts: admins },
  listLicensePools: { request: { workspaceId }, verdicts: withPermission },
  listAssignments: { request: { workspaceId }, verdicts: withPermission },
  assignLicense: { request: { workspaceId, userId: free, poolId }, verdicts: admins },
  unassignLicense: { request: { workspaceId, userId: admin.userId }, verdicts: admins },
  getMyLicense: { request: { workspaceId }, verdicts: inside },
};

const claims: Readonly<Record<Who, UserClaims | undefined>> = {
  ...{ anonymous: undefined, service: undefined, stranger, bare, member, admin },
};
const signers: Readonly<Record<Who, CallerSigner | undefined>> = {
  ...{ anonymous: undefined, service: house.keys.signer('token'), stranger: house.keys.gateway },
  ...{ bare: house.keys.gateway, member: house.keys.gateway, admin: house.keys.gateway },
};

async function knock(method: Method, request: object, who: Who, caller = claims[who]): Promise<string> {
  const as = signers[who];
  const options = { audience: 'licensing', deadlineMs: 10_000, ...(as && { as }) };
  const client = connectTo(wire.LicensingServiceService, house.service.grpc, options);
  try {
    // Nothing is changed by asking, so that one workspace serves the whole table.
    await client[method](request, { caller, validateOnly: true });
    return 'OK';
  } catch (error) {
    if (!isCoded(error)) throw error;
    return error.reason;
  } finally {
    client.close();
  }
}

for (const method of Object.keys(wire.LicensingServiceService) as Method[]) {
  test.each(callers)(`${method} asked by %s`, async (who) => {
    const { request, verdicts } = doors[method];
    expect(await knock(method, request, who)).toBe(verdicts[who]);
  });
}

test('an admin whose workspace has had no trial may start one', async () => {
  expect(await knock('startTrial', { workspaceId: untried.workspaceId }, 'admin', untried)).toBe('OK');
});

const hostile = ['', 'ws_', '$ne', '__proto__', 'ws_\u0000', 'usr_*', 'x'.repeat(60_000), '{"$gt":""}', '🦊'];
test('ids that are none are refused with a code, by every door that takes one', async () => {
  for (const [method, { request }] of Object.entries(doors)) {
    for (const field of Object.keys(request)) {
      for (const value of hostile) {
        const optional = field === 'poolId' && value === '';
        const reason = await knock(method as Method, { ...request, [field]: value }, 'admin');
        expect(reason).toBe(optional ? 'OK' : 'VALIDATION_FAILED');
      }
    }
  }
});

test('a reason that is too long is refused, naming the field', async () => {
  const refused = house.client.unassignLicense(
    { workspaceId, userId: admin.userId, reason: 'x'.repeat(501) },
    { caller: admin },
  );
  await expect(refused).rejects.toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ field: 'reason' }] });
});

test('after all of this nothing has changed', async () => {
  const { pools } = await house.client.listLicensePools({ workspaceId }, { caller: admin });
  expect(pools).toMatchObject([{ used: 1, revision: 2n }]);
});
