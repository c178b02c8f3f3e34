import { join } from 'node:path';
import { houseSecrets } from '@platform/dev';
import { newId, type WorkspaceId } from '@platform/kernel';
import { commit, type Mongo } from '@platform/mongo';
import type { Person } from '@platform/testing';
import { readConfig, startWorkspaceMembership } from '@platform/workspace-membership';
import type { WholeHouse } from '../whole-house.ts';

type Database = ReturnType<ReturnType<Mongo['connection']['getClient']>['db']>;

/** What no API of the house offers yet, done beside it: there are no invitations, and its clocks cannot be moved. */
export interface Beside {
  /** Makes somebody a plain member. Gives the id of the membership. */
  join(workspaceId: string, person: Person): Promise<string>;
  /** A database of the house, to look into from the side. */
  database(name: string): Database;
  stop(): Promise<void>;
}

/** Raises when the database of the house is away. */
export async function besideOf({ servers, house, dataDir }: WholeHouse): Promise<Beside> {
  const { callers } = await houseSecrets(join(dataDir, 'house'));
  const keys = Object.fromEntries(Object.entries(callers).map(([issuer, { publicKey }]) => [issuer, publicKey]));
  const service = await startWorkspaceMembership(
    readConfig({
      ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0', LOG_LEVEL: 'silent' },
      ...{ MONGO_URL: servers.mongoUrl, KAFKA_BROKERS: servers.brokers, KAFKA_GROUP_SUFFIX: '-beside' },
      ...{ ACTIVATION_ADDRESS: house.addresses.activation, CALLER_KEYS: JSON.stringify(keys) },
      CALLER_PRIVATE_KEY: callers.workspace?.privateKey,
    }),
  );
  const { mongo, memberships, confirm } = service.context;
  return {
    join: async (workspaceId, { userId, email }) => {
      const id = newId('mem');
      const joined = { workspaceId: workspaceId as WorkspaceId, workspaceName: 'Acme', userId, email, name: 'Lee' };
      const data = { ...joined, role: 'member' as const, first: false, at: new Date() };
      const changes = await commit(mongo, [memberships.step(id, () => [{ type: 'MemberJoined', data }])]);
      await confirm(changes.flatMap((change) => change.owed));
      return id;
    },
    database: (name) => mongo.connection.getClient().db(name),
    stop: service.stop,
  };
}

/** Lets a session run out as if thirty days had passed a moment ago. Raises when there is none of this id. */
export async function expire({ database }: Pick<Beside, 'database'>, sessionId: string): Promise<void> {
  const sessions = database('identity').collection<{ _id: string }>('sessions');
  const { modifiedCount } = await sessions.updateOne(
    { _id: sessionId },
    { $set: { 'state.expiresAt': new Date(Date.now() - 1_000) } },
  );
  if (modifiedCount !== 1) throw new Error(`there is no session ${sessionId}`);
}
