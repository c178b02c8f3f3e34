import { setTimeout as pause } from 'node:timers/promises';
import { door, doorOwner, withdrawalsChannel } from '@platform/contracts';
import { doorsOf } from '@platform/doors';
import { callerSigner, callerTrust, connectTo, serve } from '@platform/grpc';
import { kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { confirmFacts, connect, type Mongo, migrate } from '@platform/mongo';
import { keyring } from '@platform/sealed';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import { afterwards } from './afterwards.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { argon2Passwords } from './passwords.ts';
import { doorRpcs } from './rpc/doors.ts';
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
  const { doors, withdraw } = await doorsFor(config, mongo, log);
  const confirm = confirmFacts({ mongo, deliver: withdraw, receiver: 'console-gateway', log });
  const context: Context = { ...(await contextOf(config, mongo, log)), doors, confirm, ...given };

  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'identity', log });
  const publisher = publish(kafka, log);
  const deliver = { kafka: publisher.send, facts: withdraw };
  const relay = startRelay({ mongo, owner: newId('job'), deliver, log });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [
      { definition, rpcs: rpcs(context) },
      { definition: doorOwner.DoorOwnerServiceService, rpcs: doorRpcs(context) },
    ],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'identity' }),
  });
  return {
    ...{ grpc: server.address, context, problems },
    settle: async () => {
      await context.afterwards.settled();
      await relay.settle();
    },
    stop: inOrder(server.stop, context.afterwards.settled, relay.stop, publisher.close, doors.close, mongo.close),
  };
}

/** The doors that hold what this service said of a session, and how they are told that it has changed. */
async function doorsFor(config: Config, mongo: Mongo, log: Logger) {
  const as = callerSigner({ issuer: 'identity', privateKey: config.CALLER_PRIVATE_KEY });
  const reach = (address: string) => connectTo(door.DoorServiceService, address, { as, audience: 'gateway', log });
  const doors = await doorsOf({ mongo, reach, log });
  return { doors, withdraw: withdrawalsChannel((subjects) => doors.withdraw(subjects)) };
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
