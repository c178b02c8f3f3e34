import { workspace } from '@platform/contracts';
import { type Client, connectTo, type UserClaims } from '@platform/grpc';
import { newId, type UserId, type WorkspaceId } from '@platform/kernel';
import { commit } from '@platform/mongo';
import { isPermission } from '@platform/permissions';
import {
  callers,
  captureLog,
  type Database,
  database,
  type FactsServer,
  factsServer,
  listenFromNow,
  type Overheard,
  overhear,
  servers,
  type Teller,
  tellTo,
  uniqueName,
} from '@platform/testing';
import { type Config, readConfig } from '../src/config.ts';
import { joinWorkspace } from '../src/domain/join-workspace.ts';
import { addAdmin } from '../src/domain/keep-an-admin.ts';
import type { Role } from '../src/domain/membership.ts';
import { startWorkspaceMembership } from '../src/service.ts';

export type Service = Awaited<ReturnType<typeof startWorkspaceMembership>>;
export type WorkspaceClient = Client<typeof workspace.WorkspaceServiceService>;

/** The service booted for real; its neighbours are played by the test. */
export interface House {
  readonly service: Service;
  readonly client: WorkspaceClient;
  readonly facts: FactsServer;
  readonly kafka: Overheard;
  readonly teller: Teller;
  readonly db: Database;
  readonly keys: ReturnType<typeof callers>;
  /** Asks as the gateway itself does. */
  readonly resolve: WorkspaceClient['resolveMembership'];
  /** A second process of the same service on the same database. */
  readonly startAnother: (instead?: Partial<Config>) => Promise<{ service: Service; client: WorkspaceClient }>;
  readonly stop: () => Promise<void>;
}

export async function openHouse(): Promise<House> {
  const { brokers } = await servers();
  const [db, keys] = [await database(), callers()];
  const facts = await factsServer(keys.trust('activation'));
  const settings = keys.settings('workspace');
  const suffix = `.${uniqueName()}`;
  const config = readConfig({
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0' },
    ...{ MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers, KAFKA_GROUP_SUFFIX: suffix },
    ...{ ACTIVATION_ADDRESS: facts.address, CALLER_PRIVATE_KEY: settings.CALLER_PRIVATE_KEY },
    CALLER_KEYS: JSON.stringify(settings.CALLER_KEYS),
  });
  const stops: (() => unknown)[] = [];
  const startAnother = async (instead: Partial<Config> = {}) => {
    const service = await startWorkspaceMembership(
      { ...config, ...instead },
      { log: captureLog('workspace-membership').log },
    );
    const options = { as: keys.gateway, audience: 'workspace', deadlineMs: 10_000 };
    const client = connectTo(workspace.WorkspaceServiceService, service.grpc, options);
    stops.unshift(client.close, service.stop);
    return { service, client };
  };
  await listenFromNow(brokers.split(','), `workspace-membership.profiles${suffix}`, ['identity.v1.UserUpdated']);
  const first = await startAnother();
  const kafka = await overhear(brokers.split(','), [
    'workspace.v1.WorkspaceCreated',
    'workspace.v1.MemberJoined',
    'workspace.v1.MemberRemoved',
  ]);
  const teller = tellTo(brokers.split(','));
  stops.push(teller.close, kafka.stop, facts.stop, db.drop);
  const stop = async () => {
    for (const one of stops) await one();
  };
  const { resolveMembership: resolve } = first.client;
  return { ...first, resolve, facts, kafka, teller, db, keys, startAnother, stop };
}

/** A workspace with its creator, made through the front door. */
export async function foundWorkspace({ client }: Pick<House, 'client'>, name = 'Acme') {
  const userId = newId('usr');
  const request = {
    name,
    kind: workspace.WorkspaceKind.COMPANY,
    callerEmail: `${userId}@example.com`,
    callerName: 'Maya',
  };
  const { workspace: made, member } = await client.createWorkspace(request, { caller: { userId } });
  if (!made || !member) throw new TypeError('nothing was created');
  const workspaceId = made.id as WorkspaceId;
  return { userId, workspaceId, memberId: member.id, admin: claimsOf(member) };
}

/** What the gateway signs for a member. */
export const claimsOf = (member: workspace.Member): UserClaims => ({
  userId: member.userId as UserId,
  workspaceId: member.workspaceId as WorkspaceId,
  permissions: member.permissions.filter(isPermission),
});

/** One more member, written through the store: there are no invitations yet. */
export async function addMember({ service }: Pick<House, 'service'>, workspaceId: WorkspaceId, role: Role = 'member') {
  const { mongo, workspaces, memberships, confirm } = service.context;
  const [userId, memberId] = [newId('usr'), newId('mem')];
  const joining = {
    ...{ workspaceId, workspaceName: 'Acme', userId, email: `${userId}@example.com`, name: 'Lee' },
    ...{ role, first: false, at: new Date() },
  };
  const changes = await commit(mongo, [
    workspaces.step(workspaceId, (state) => (role === 'admin' ? addAdmin(state, memberId) : [])),
    memberships.step(memberId, (unborn) => joinWorkspace(unborn, joining)),
  ]);
  await confirm(changes.flatMap((change) => change.owed));
  return { userId, memberId };
}
