import { factOwner, facts, factsChannel, hearing, token } from '@platform/contracts';
import { callerSigner, callerTrust, connectTo, serve } from '@platform/grpc';
import { consume, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { confirmFacts, connect, type Mongo } from '@platform/mongo';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import { consumers } from './consumers/index.ts';
import type { Context } from './context.ts';
import { rpcs } from './rpc/index.ts';
import { ownerRpcs } from './rpc/list-facts.ts';
import { developerTokens } from './store/developer-tokens.ts';
import { factSources } from './store/fact-sources.ts';
import { legacyCredentialStore } from './store/legacy-credentials.ts';
import { tokenStore } from './store/tokens.ts';
import { vault } from './vault.ts';

export interface TokenRunning extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything that was committed is delivered and everything that was published is heard. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka and activation may come later. */
export async function startToken(config: Config, given: Partial<Context> = {}): Promise<TokenRunning> {
  const log = given.log ?? logger('token', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  const outward = connectOutward(config, mongo, log);
  const context: Context = { ...(await inward(config, mongo, outward)), log, ...given };

  const ears = await consume({
    ...{ kafka: outward.kafka, service: 'token', log },
    group: `token.credentials${config.KAFKA_GROUP_SUFFIX}`,
    ...hearing(consumers(context)),
  });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [
      { definition: token.TokenServiceService, rpcs: rpcs(context) },
      { definition: factOwner.FactOwnerServiceService, rpcs: ownerRpcs(factSources(context)) },
    ],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'token' }),
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

/** What the service owes others: events to Kafka, facts to activation. */
function connectOutward(config: Config, mongo: Mongo, log: Logger) {
  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'token', log });
  const publisher = publish(kafka, log);
  const as = callerSigner({ issuer: 'token', privateKey: config.CALLER_PRIVATE_KEY });
  const activation = connectTo(facts.FactsServiceService, config.ACTIVATION_ADDRESS, {
    as,
    audience: 'activation',
    log,
  });
  const deliverFacts = factsChannel((request) => activation.applyFacts(request));
  const relay = startRelay({
    mongo,
    owner: newId('job'),
    deliver: { kafka: publisher.send, facts: deliverFacts },
    log,
  });
  const stop = inOrder(relay.stop, publisher.close, activation.close);
  return { kafka, relay, activation, deliverFacts, stop };
}

async function inward(config: Config, mongo: Mongo, outward: ReturnType<typeof connectOutward>) {
  const [tokens, legacyCredentials] = [tokenStore(mongo), legacyCredentialStore(mongo)];
  await Promise.all([tokens.prepare(), legacyCredentials.prepare()]);
  return {
    ...{ mongo, tokens, legacyCredentials, developerTokens: developerTokens(tokens) },
    vault: vault(config.TOKEN_PEPPERS, config.TOKEN_SEALING_KEYS),
    confirm: confirmFacts({ mongo, deliver: outward.deliverFacts, log: mongo.log }),
    countLeases: (credentialId: string) => outward.activation.countLeases({ credentialId }),
    clock: systemClock,
  };
}
