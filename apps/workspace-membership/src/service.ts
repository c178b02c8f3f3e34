import {
  door,
  doorOwner,
  factOwner,
  facts,
  factsChannel,
  hearing,
  rightsChannel,
  withdrawalsChannel,
} from '@platform/contracts';
import { doorsOf } from '@platform/doors';
import { callerSigner, callerTrust, connectTo, pageTokens, serve } from '@platform/grpc';
import { consume, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { confirmFacts, connect, type Mongo, migrate } from '@platform/mongo';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import { listeners } from './consumers/index.ts';
import type { Context } from './context.ts';
import { doorRpcs } from './rpc/doors.ts';
import { definition, rpcs } from './rpc/index.ts';
import { ownerRpcs } from './rpc/list-facts.ts';
import { countMembers } from './store/count-members.ts';
import { factSources } from './store/fact-sources.ts';
import { membershipStore } from './store/memberships.ts';
import { migrations } from './store/migrations.ts';
import { workspaceStore } from './store/workspaces.ts';

export interface WorkspaceMembership extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything that was committed is delivered and everything that was published is heard. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka and activation may come later. */
export async function startWorkspaceMembership(
  config: Config,
  given: Partial<Context> = {},
): Promise<WorkspaceMembership> {
  const log = given.log ?? logger('workspace-membership', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  await migrate(mongo, migrations);
  const outward = await connectOutward(config, mongo, log);
  const context: Context = { ...(await inward(config, mongo, outward)), log, ...given };

  const ears = await consume({
    ...{ kafka: outward.kafka, service: 'workspace-membership', log },
    group: `workspace-membership.profiles${config.KAFKA_GROUP_SUFFIX}`,
    ...hearing(listeners(context)),
  });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [
      { definition, rpcs: rpcs(context) },
      { definition: factOwner.FactOwnerServiceService, rpcs: ownerRpcs(factSources(context)) },
      { definition: doorOwner.DoorOwnerServiceService, rpcs: doorRpcs(context) },
    ],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'workspace' }),
  });
  return {
    ...{ grpc: server.address, context, problems },
    settle: async () => {
      await outward.relay.settle();
      await ears.settle();
    },
    stop: inOrder(server.stop, ears.stop, outward.stop, mongo.close),
  };
}

/** What the service owes others: events to Kafka, facts to activation, to the doors what they may not rely on any more. */
async function connectOutward(config: Config, mongo: Mongo, log: Logger) {
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'workspace-membership', log });
  const publisher = publish(kafka, log);
  const as = callerSigner({ issuer: 'workspace', privateKey: config.CALLER_PRIVATE_KEY });
  const activation = connectTo(facts.FactsServiceService, config.ACTIVATION_ADDRESS, {
    as,
    audience: 'activation',
    log,
  });
  const reach = (address: string) => connectTo(door.DoorServiceService, address, { as, audience: 'gateway', log });
  const doors = await doorsOf({ mongo, reach, log });
  const deliverRights = rightsChannel(
    factsChannel((request) => activation.applyFacts(request)),
    withdrawalsChannel((subjects) => doors.withdraw(subjects)),
  );
  const deliver = { kafka: publisher.send, facts: deliverRights };
  const relay = startRelay({ mongo, owner: newId('job'), deliver, log });
  return {
    kafka,
    relay,
    doors,
    deliverRights,
    stop: inOrder(relay.stop, publisher.close, activation.close, doors.close),
  };
}

type Outward = Awaited<ReturnType<typeof connectOutward>>;

async function inward(config: Config, mongo: Mongo, { doors, deliverRights }: Outward) {
  const [workspaces, memberships] = [workspaceStore(mongo), membershipStore(mongo)];
  await Promise.all([workspaces.prepare(), memberships.prepare()]);
  return {
    ...{ mongo, doors, workspaces, memberships, countMembers: countMembers(mongo) },
    confirm: confirmFacts({ mongo, deliver: deliverRights, log: mongo.log }),
    pages: pageTokens(config.CALLER_PRIVATE_KEY),
    clock: systemClock,
  };
}
