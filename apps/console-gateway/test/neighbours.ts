import { activation, doorOwner, identity, legacy, licensing, token, workspace } from '@platform/contracts';
import { type Call, type Definition, type Rpcs, rpc, type Served, serve } from '@platform/grpc';
import { DAY, newId, refuse } from '@platform/kernel';
import { allPermissions } from '@platform/permissions';
import { logger } from '@platform/telemetry';
import { type Callers, callers } from '@platform/testing';
import { readConfig } from '../src/config.ts';
import type { LiveTiming } from '../src/live/live.ts';
import { startConsoleGateway } from '../src/service.ts';

type Play<D extends Definition> = Partial<Rpcs<D>>;

/** All RPCs of a service: those that the test plays, the rest refused. */
function played<D extends Definition>(definition: D, some: Play<D>): Rpcs<D> {
  const rest = rpc('open', () => Promise.reject(refuse('NOT_OFFERED')));
  return Object.fromEntries(Object.keys(definition).map((method) => [method, some[method] ?? rest])) as Rpcs<D>;
}

export interface Plays {
  readonly identity?: Play<identity.IdentityServiceService>;
  readonly workspace?: Play<workspace.WorkspaceServiceService>;
  readonly licensing?: Play<licensing.LicensingServiceService>;
  readonly token?: Play<token.TokenServiceService>;
  readonly activation?: Play<activation.ActivationServiceService>;
  readonly legacy?: Play<legacy.LegacyServiceService>;
  /** What identity and workspace-membership promise to doors; nothing unless it is played. */
  readonly owners?: Play<doorOwner.DoorOwnerServiceService>;
}

const log = logger('neighbour', { level: 'silent' });

async function play<D extends Definition>(
  name: string,
  definition: D,
  some: Play<D> | undefined,
  trust: Callers,
  { address = '127.0.0.1:0', owners }: { address?: string; owners?: Plays['owners'] } = {},
): Promise<Served> {
  const service = { definition, rpcs: played(definition, some ?? {}) };
  const doorOwners = doorOwner.DoorOwnerServiceService;
  const promising = { definition: doorOwners, rpcs: played(doorOwners, owners ?? {}) };
  return serve({ address, services: [service, promising], caller: trust.trust(name), log });
}

/** The gateway for real, and its six neighbours on loopback, played by the test. */
export async function gatewayAmong(
  plays: Plays,
  settings: Readonly<Record<string, string>> = {},
  live: Partial<LiveTiming> = {},
) {
  const trust = callers();
  const services = {
    IDENTITY: await play('identity', identity.IdentityServiceService, plays.identity, trust, { owners: plays.owners }),
    WORKSPACE: await play('workspace', workspace.WorkspaceServiceService, plays.workspace, trust, {
      owners: plays.owners,
    }),
    LICENSING: await play('licensing', licensing.LicensingServiceService, plays.licensing, trust),
    TOKEN: await play('token', token.TokenServiceService, plays.token, trust),
    ACTIVATION: await play('activation', activation.ActivationServiceService, plays.activation, trust),
    LEGACY: await play('legacy', legacy.LegacyServiceService, plays.legacy, trust),
  };
  const addresses = Object.entries(services).map(([name, served]) => [`${name}_ADDRESS`, served.address]);
  const config = readConfig({
    ...Object.fromEntries(addresses),
    CALLER_PRIVATE_KEY: trust.privateKey('gateway'),
    CALLER_KEYS: JSON.stringify(trust.keys),
    GRPC_ADDRESS: '127.0.0.1:0',
    PUBLIC_HTTP_ADDRESS: '127.0.0.1:0',
    APP_URL: 'https://app.example',
    LOG_LEVEL: 'silent',
    CALL_TIMEOUT_MS: '5000',
    KAFKA_BROKERS: '127.0.0.1:9',
    ...settings,
  });
  const gateway = await startConsoleGateway(config, { live });
  return {
    url: `http://${gateway.http}`,
    grpc: gateway.grpc ?? '',
    trust,
    services,
    /** Licensing comes back where it was. */
    reviveLicensing: () =>
      play('licensing', licensing.LicensingServiceService, licensingOfMaya, trust, {
        address: services.LICENSING.address,
      }),
    stop: async () => {
      await gateway.stop();
      await Promise.all(Object.values(services).map((served) => served.stop()));
    },
  };
}

export const maya = {
  user: { id: newId('usr'), email: 'maya@example.com', name: 'Maya' },
  session: { id: newId('ses') },
  secret: 'q8Jw1mVd3Zk5Rt7Yp9Ls2Nf4Gh6Bc8Xa0Ve1Mi3Qo5U',
  workspaceId: newId('ws'),
};
const born = new Date('2026-01-02T03:04:05.678Z');

const user = identity.User.fromPartial({ ...maya.user, createdAt: born, revision: 1n });
const session = identity.Session.fromPartial({
  id: maya.session.id,
  userId: maya.user.id,
  createdAt: born,
  expiresAt: new Date(Date.now() + 30 * DAY),
});

/** Identity as the routes need it: it knows one session, Maya's. */
export const identityOfMaya = {
  introspectSession: rpc({ service: ['gateway'] }, async ({ sessionSecret }) => {
    if (sessionSecret !== maya.secret) throw refuse('SESSION_REVOKED');
    return { user, session };
  }),
  signIn: rpc('open', async ({ password }) => {
    if (password !== 'correct horse battery') throw refuse('CREDENTIALS_INVALID');
    return { user, session, sessionSecret: maya.secret };
  }),
  signOut: rpc('open', async () => ({})),
  signUp: rpc('open', async () => ({})),
} satisfies Play<identity.IdentityServiceService>;

/** Workspace-membership as the routes need it: Maya is Admin of one workspace. */
export const workspaceOfMaya = {
  resolveMembership: rpc({ service: ['gateway'] }, async ({ workspaceId, userId }) => {
    if (workspaceId !== maya.workspaceId || userId !== maya.user.id) throw refuse('WORKSPACE_NOT_FOUND');
    return {
      member: workspace.Member.fromPartial({
        id: newId('mem'),
        workspaceId,
        userId,
        email: maya.user.email,
        name: maya.user.name,
        role: workspace.Role.ADMIN,
        permissions: [...allPermissions],
        status: workspace.MembershipStatus.ACTIVE,
        joinedAt: born,
      }),
      workspace: workspace.Workspace.fromPartial({
        id: workspaceId,
        name: 'Acme',
        slug: 'acme',
        kind: workspace.WorkspaceKind.COMPANY,
        status: workspace.WorkspaceStatus.ACTIVE,
        createdAt: born,
      }),
    };
  }),
} satisfies Play<workspace.WorkspaceServiceService>;

const tokenOfMaya = (workspaceId: string) =>
  token.Token.fromPartial({
    id: newId('tok'),
    workspaceId,
    userId: maya.user.id,
    kind: token.CredentialKind.DEVELOPER,
    status: token.CredentialStatus.ACTIVE,
    display: 'lsat_…9fQ2',
    generation: 1,
    createdAt: born,
  });

/** Two emulators could run on without asking, one of them for a day. */
const impactsOfMaya = token.ResetImpacts.fromPartial({
  ...{ outstandingLeases: 2, leasesCounted: true, latestLeaseNotAfter: born },
  emulators: [{ machine: '0c49752c', productVersion: '4.0.0', activatedAt: born, leaseNotAfter: born }],
});

/** What the token service was asked, and by whom. */
export function tokenService() {
  const calls: Call[] = [];
  const resets: string[] = [];
  const play: Play<token.TokenServiceService> = {
    getMyDeveloperToken: rpc('user', async ({ workspaceId }, call) => {
      calls.push(call);
      call.caller.mustBeMemberOf(workspaceId);
      return { token: tokenOfMaya(workspaceId) };
    }),
    revealMyDeveloperToken: rpc('user', async (_request, call) => {
      call.caller.mustHaveSteppedUp(call.now);
      throw refuse('INTERNAL');
    }),
    resetMyDeveloperToken: rpc('user', async ({ workspaceId }: token.ResetMyDeveloperTokenRequest, call) => {
      if (call.idempotencyKey === 'again') call.sayReplayed();
      const receipt = token.RevocationReceipt.fromPartial({
        tokenId: newId('tok'),
        successorId: newId('tok'),
        revokedAt: born,
      });
      if (call.validateOnly) {
        return { token: tokenOfMaya(workspaceId), value: '', receipt: undefined, impacts: impactsOfMaya };
      }
      resets.push(workspaceId);
      return { token: tokenOfMaya(workspaceId), value: 'lsat_x', receipt, impacts: undefined };
    }),
    deleteMyDeveloperToken: rpc('user', async () => {
      throw refuse('DEVELOPER_TOKEN_NOT_DELETABLE', { metadata: { use: 'reset' } });
    }),
  };
  return { calls, resets, play };
}

export const licensingOfMaya: Play<licensing.LicensingServiceService> = {
  getMyLicense: rpc('user', async () =>
    licensing.GetMyLicenseResponse.fromPartial({
      state: licensing.LicenseState.NONE,
      why: 'The workspace has no subscription.',
      fix: 'Start the trial.',
    }),
  ),
  getSubscription: rpc('user', async () => ({ subscription: undefined })),
  listLicensePools: rpc('user', async () => ({ pools: [] })),
};

export const legacyOfMaya: Play<legacy.LegacyServiceService> = {
  getMigrationProgress: rpc('user', async () => legacy.GetMigrationProgressResponse.fromPartial({})),
};
