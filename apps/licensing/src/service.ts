import { factOwner, facts, factsChannel, hearing } from '@platform/contracts';
import { callerSigner, callerTrust, connectTo, pageTokens, serve } from '@platform/grpc';
import { consume, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { confirmFacts, connect, type Mongo, migrate } from '@platform/mongo';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import { listeners } from './consumers/index.ts';
import { consumer } from './consumers/names.ts';
import type { Context } from './context.ts';
import { definition, rpcs } from './rpc/index.ts';
import { ownerRpcs } from './rpc/list-facts.ts';
import { countHolders } from './store/count-holders.ts';
import { factSources } from './store/fact-sources.ts';
import { migrations } from './store/migrations.ts';
import { poolStore } from './store/pools.ts';
import { seatStore } from './store/seats.ts';
import { subscriptionStore } from './store/subscriptions.ts';
import { trialUseStore } from './store/trial-uses.ts';

export interface Licensing extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything that was committed is delivered and everything that was published is heard. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka and activation may come later. */
export async function startLicensing(config: Config, given: Partial<Context> = {}): Promise<Licensing> {
  const log = given.log ?? logger('licensing', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  await migrate(mongo, migrations);
  const outward = connectOutward(config, mongo, log);
  const context: Context = { ...(await inward(config, mongo, outward.deliverFacts)), log, ...given };

  const ears = await consume({
    ...{ kafka: outward.kafka, service: 'licensing', log },
    group: `${consumer}${config.KAFKA_GROUP_SUFFIX}`,
    ...hearing(listeners(context)),
  });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [
      { definition, rpcs: rpcs(context) },
      { definition: factOwner.FactOwnerServiceService, rpcs: ownerRpcs(factSources(context)) },
    ],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'licensing' }),
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

/** What the service owes others: events to Kafka, facts to activation. */
function connectOutward(config: Config, mongo: Mongo, log: Logger) {
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'licensing', log });
  const publisher = publish(kafka, log);
  const as = callerSigner({ issuer: 'licensing', privateKey: config.CALLER_PRIVATE_KEY });
  const activation = connectTo(facts.FactsServiceService, config.ACTIVATION_ADDRESS, {
    as,
    audience: 'activation',
    log,
  });
  const deliverFacts = factsChannel((request) => activation.applyFacts(request));
  const deliver = { kafka: publisher.send, facts: deliverFacts };
  const relay = startRelay({ mongo, owner: newId('job'), deliver, log });
  return { kafka, relay, deliverFacts, stop: inOrder(relay.stop, publisher.close, activation.close) };
}

async function inward(config: Config, mongo: Mongo, deliver: ReturnType<typeof factsChannel>) {
  const stores = {
    subscriptions: subscriptionStore(mongo),
    pools: poolStore(mongo),
    seats: seatStore(mongo),
    trialUses: trialUseStore(mongo),
  };
  await Promise.all(Object.values(stores).map((store) => store.prepare()));
  return {
    ...{ mongo, ...stores, countHolders: countHolders(mongo) },
    confirm: confirmFacts({ mongo, deliver, log: mongo.log }),
    pages: pageTokens(config.CALLER_PRIVATE_KEY),
    clock: systemClock,
  };
}
