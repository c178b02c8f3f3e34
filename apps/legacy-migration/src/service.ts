import { hearing, legacy, token } from '@platform/contracts';
import { callerSigner, callerTrust, connectTo, pageTokens, serve } from '@platform/grpc';
import { consume, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, SECOND, systemClock } from '@platform/kernel';
import { connect, type Mongo } from '@platform/mongo';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import { consumers } from './consumers/index.ts';
import type { Context } from './context.ts';
import { rpcs } from './rpc/index.ts';
import { legacyKeyStore } from './store/legacy-keys.ts';
import { ownerStore } from './store/owners.ts';

export interface LegacyMigrationRunning extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything that was published is heard and everything that was committed is delivered. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka and token may come later. */
export async function startLegacyMigration(
  config: Config,
  given: Partial<Context> = {},
): Promise<LegacyMigrationRunning> {
  const log = given.log ?? logger('legacy-migration', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  const outward = connectOutward(config, mongo, log);
  const context: Context = { ...(await inward(config, mongo)), register: outward.register, log, ...given };

  const ears = await consume({
    ...{ kafka: outward.kafka, service: 'legacy-migration', log },
    group: `legacy-migration.stages${config.KAFKA_GROUP_SUFFIX}`,
    ...hearing(consumers(context)),
  });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [{ definition: legacy.LegacyServiceService, rpcs: rpcs(context) }],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'legacy' }),
  });
  return {
    ...{ grpc: server.address, context, problems },
    settle: async () => {
      await ears.settle();
      await outward.relay.settle();
    },
    stop: inOrder(server.stop, ears.stop, outward.stop, mongo.close),
  };
}

/** What the service owes others: events to Kafka, and the hashes of keys to token. */
function connectOutward(config: Config, mongo: Mongo, log: Logger) {
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'legacy-migration', log });
  const publisher = publish(kafka, log);
  const as = callerSigner({ issuer: 'legacy', privateKey: config.CALLER_PRIVATE_KEY });
  const tokens = connectTo(token.TokenServiceService, config.TOKEN_ADDRESS, { as, audience: 'token', log });
  const relay = startRelay({ mongo, owner: newId('job'), deliver: { kafka: publisher.send }, log });
  const register: Context['register'] = (request) => tokens.registerLegacyKeys(request, { deadlineMs: 20 * SECOND });
  return { kafka, relay, register, stop: inOrder(relay.stop, publisher.close, tokens.close) };
}

async function inward(config: Config, mongo: Mongo) {
  const [keys, owners] = [legacyKeyStore(mongo), ownerStore(mongo)];
  await Promise.all([keys.prepare(), owners.prepare()]);
  return { mongo, keys, owners, pages: pageTokens(config.CALLER_PRIVATE_KEY), clock: systemClock };
}
