import { setTimeout as pause } from 'node:timers/promises';
import { callerTrust, serve } from '@platform/grpc';
import { kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { connect, type Mongo, migrate } from '@platform/mongo';
import { keyring } from '@platform/sealed';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import { afterwards } from './afterwards.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { argon2Passwords } from './passwords.ts';
import { definition, rpcs } from './rpc/index.ts';
import { guardStore } from './store/guards.ts';
import { migrations } from './store/migrations/index.ts';
import { sessionStore } from './store/sessions.ts';
import { userStore } from './store/users.ts';

export interface Identity extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything that was committed is published. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka may come later. */
export async function startIdentity(config: Config, given: Partial<Context> = {}): Promise<Identity> {
  const log = given.log ?? logger('identity', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  await migrate(mongo, migrations);
  const context: Context = { ...(await contextOf(config, mongo, log)), ...given };

  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'identity', log });
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo, owner: newId('job'), deliver: { kafka: publisher.send }, log });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [{ definition, rpcs: rpcs(context) }],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'identity' }),
  });
  return {
    ...{ grpc: server.address, context, problems },
    settle: async () => {
      await context.afterwards.settled();
      await relay.settle();
    },
    stop: inOrder(server.stop, context.afterwards.settled, relay.stop, publisher.close, mongo.close),
  };
}

async function contextOf(config: Config, mongo: Mongo, log: Logger) {
  const [users, sessions, guards] = [userStore(mongo), sessionStore(mongo), guardStore(mongo)];
  await Promise.all([users.prepare(), sessions.prepare(), guards.prepare()]);
  return {
    ...{ mongo, users, sessions, guards },
    passwords: argon2Passwords({ atOnce: config.PASSWORD_HASHES_AT_ONCE }),
    mailKeys: keyring(config.MAIL_SEALING_KEY),
    limits: { account: config.LOCKOUT_FAILURES_PER_ACCOUNT, address: config.LOCKOUT_FAILURES_PER_ADDRESS },
    afterwards: afterwards(log),
    pause: () => pause(config.ANSWER_FLOOR_MS),
    ...{ clock: systemClock, log },
  };
}
