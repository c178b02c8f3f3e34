import { afterAll, expect, test } from '@jest/globals';
import { workspace as wire } from '@platform/contracts';
import { type CallerSigner, connectTo, type UserClaims } from '@platform/grpc';
import { isCoded, newId } from '@platform/kernel';
import { roleDefaults } from '@platform/permissions';
import { addMember, foundWorkspace, openHouse } from './house.ts';

/** Who may pass each door: every RPC must be in this table. */
const house = await openHouse();
afterAll(() => house.stop());

const { workspaceId, admin, memberId } = await foundWorkspace(house);
const guest = await addMember(house, workspaceId);
const stranger = await foundWorkspace(house, 'Elsewhere');
const member: UserClaims = { userId: guest.userId, workspaceId, permissions: roleDefaults.member };
const bare: UserClaims = { ...member, permissions: [] };

type Method = keyof typeof wire.WorkspaceServiceService;
type Verdict = 'OK' | 'UNAUTHENTICATED' | 'PERMISSION_REQUIRED' | 'WORKSPACE_NOT_FOUND';
const callers = ['anonymous', 'service', 'stranger', 'bare', 'member', 'admin'] as const;
type Who = (typeof callers)[number];
interface Door {
  readonly request: object;
  readonly verdicts: Readonly<Record<Who, Verdict>>;
}

const signedIn = { stranger: 'OK', bare: 'OK', member: 'OK', admin: 'OK' } as const;
const noUser = { anonymous: 'UNAUTHENTICATED', service: 'PERMISSION_REQUIRED' } as const;
const inside = { ...noUser, ...signedIn, stranger: 'WORKSPACE_NOT_FOUND' } as const;
const refused = 'PERMISSION_REQUIRED';

const doors: Readonly<Record<Method, Door>> = {
  createWorkspace: {
    request: { name: 'New', kind: 1, callerEmail: 'a@example.com', callerName: 'A' },
    verdicts: { ...noUser, ...signedIn },
  },
  listMyWorkspaces: { request: {}, verdicts: { ...noUser, ...signedIn } },
  listPermissions: { request: {}, verdicts: { ...noUser, ...signedIn } },
  listRoles: { request: {}, verdicts: { ...noUser, ...signedIn } },
  getWorkspace: { request: { workspaceId }, verdicts: inside },
  listMembers: { request: { workspaceId }, verdicts: { ...inside, bare: 'PERMISSION_REQUIRED' } },
  getMember: { request: { workspaceId, memberId }, verdicts: { ...inside, bare: 'PERMISSION_REQUIRED' } },
  removeMember: {
    request: { workspaceId, memberId: guest.memberId, reason: 'left' },
    verdicts: { ...inside, bare: 'PERMISSION_REQUIRED', member: 'PERMISSION_REQUIRED' },
  },
  resolveMembership: {
    request: { workspaceId, userId: admin.userId },
    verdicts: {
      anonymous: 'UNAUTHENTICATED',
      service: refused,
      stranger: refused,
      bare: refused,
      member: refused,
      admin: refused,
    },
  },
};

const claims: Readonly<Record<Who, UserClaims | undefined>> = {
  ...{ anonymous: undefined, service: undefined, stranger: stranger.admin, bare, member, admin },
};
const signers: Readonly<Record<Who, CallerSigner | undefined>> = {
  ...{ anonymous: undefined, service: house.keys.signer('token'), stranger: house.keys.gateway },
  ...{ bare: house.keys.gateway, member: house.keys.gateway, admin: house.keys.gateway },
};

async function knock(method: Method, request: object, who: Who): Promise<Verdict | string> {
  const as = signers[who];
  const options = { audience: 'workspace', deadlineMs: 10_000, ...(as && { as }) };
  const client = connectTo(wire.WorkspaceServiceService, house.service.grpc, options);
  try {
    // Nothing is changed by asking, so that one workspace serves the whole table.
    await client[method](request, { caller: claims[who], validateOnly: true });
    return 'OK';
  } catch (error) {
    if (!isCoded(error)) throw error;
    return error.reason;
  } finally {
    client.close();
  }
}

for (const method of Object.keys(wire.WorkspaceServiceService) as Method[]) {
  test.each(callers)(`${method} asked by %s`, async (who) => {
    const { request, verdicts } = doors[method];
    expect(await knock(method, request, who)).toBe(verdicts[who]);
  });
}

const hostile = [
  '',
  'ws_',
  '$ne',
  '__proto__',
  'ws_\u0000',
  `ws_${'0'.repeat(26)}x`,
  'x'.repeat(60_000),
  '{"$gt":""}',
  '🦊',
];
test('ids that are none are refused with a code, by every door that takes one', async () => {
  for (const [method, { request }] of Object.entries(doors)) {
    for (const field of Object.keys(request).filter((name) => name.endsWith('Id'))) {
      for (const value of hostile) {
        const reason = await knock(method as Method, { ...request, [field]: value }, 'admin');
        expect(['VALIDATION_FAILED', 'UNAUTHENTICATED', 'PERMISSION_REQUIRED']).toContain(reason);
      }
    }
  }
});

test('well-formed ids of nothing are not found', async () => {
  expect(await knock('getWorkspace', { workspaceId: newId('ws') }, 'admin')).toBe('WORKSPACE_NOT_FOUND');
  expect(await knock('getMember', { workspaceId, memberId: newId('mem') }, 'admin')).toBe('RESOURCE_NOT_FOUND');
  expect(await knock('removeMember', { workspaceId, memberId: newId('mem') }, 'admin')).toBe('RESOURCE_NOT_FOUND');
});
