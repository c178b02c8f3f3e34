import { hearing } from '@platform/contracts';
import { callerTrust, pageTokens, serve } from '@platform/grpc';
import { queue, worker } from '@platform/jobs';
import { consume, kafkaClient, publish, startRelay } from '@platform/kafka';
import { newId, systemClock } from '@platform/kernel';
import { connect, type Mongo, migrate } from '@platform/mongo';
import { keyring } from '@platform/sealed';
import { inOrder, type Running } from '@platform/service';
import { type Logger, logger } from '@platform/telemetry';
import type { Config } from './config.ts';
import { consumer, listeners } from './consumers/index.ts';
import type { Context } from './context.ts';
import { sendMailJob } from './jobs/send-mail.ts';
import { startSweep } from './jobs/sweep.ts';
import { linksBelow } from './mail/links.ts';
import { resendProvider } from './provider.ts';
import { definition, rpcs } from './rpc/index.ts';
import { sendMail } from './send-mail.ts';
import { contactStore } from './store/contacts.ts';
import { migrations } from './store/migrations.ts';
import { notificationStore } from './store/notifications.ts';
import { watchOwed } from './telemetry.ts';

export interface NotificationService extends Running {
  readonly grpc: string;
  readonly context: Context;
  /** Resolves when everything published is heard, every mail that is due was tried, and its outcome is published. */
  settle(): Promise<void>;
}

/** Starts the service. Raises when the database is away; Kafka and Redis may come later. */
export async function startNotification(config: Config, given: Partial<Context> = {}): Promise<NotificationService> {
  const log = given.log ?? logger('notification', { level: config.LOG_LEVEL });
  const mongo = await connect({ url: config.MONGO_URL, database: config.MONGO_DATABASE, log });
  await migrate(mongo, migrations);
  const context: Context = { ...(await contextOf(config, mongo, log)), ...given };

  const kafka = kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'notification', log });
  const publisher = publish(kafka, log);
  const relay = startRelay({ mongo, owner: newId('job'), deliver: { kafka: publisher.send }, log });
  const hands = worker(config.REDIS_URL, [[sendMailJob, (job) => sendMail(context, job.notificationId)]], log);
  const stopSweep = startSweep(context, config.SWEEP_EVERY_MS);
  const unwatch = watchOwed(context);
  const group = `${consumer}${config.KAFKA_GROUP_SUFFIX}`;
  const ears = await consume({ kafka, group, service: 'notification', log, ...hearing(listeners(context)) });
  const problems = () => (mongo.connection.readyState === 1 ? [] : ['the database is away']);
  const server = await serve({
    ...{ address: config.GRPC_ADDRESS, development: config.DEVELOPMENT, log, problems },
    services: [{ definition, rpcs: rpcs(context) }],
    caller: callerTrust({ keys: config.CALLER_KEYS, audience: 'notification' }),
  });
  return {
    ...{ grpc: server.address, context, problems },
    settle: async () => {
      for (const settled of [ears.settle, hands.settle, relay.settle]) await settled();
    },
    stop: inOrder(
      ...[server.stop, ears.stop, stopSweep, hands.stop, context.queue.close, relay.stop, publisher.close],
      ...[unwatch, mongo.close],
    ),
  };
}

async function contextOf(config: Config, mongo: Mongo, log: Logger): Promise<Context> {
  const [notifications, contacts] = [notificationStore(mongo), contactStore(mongo)];
  await Promise.all([notifications.prepare(), contacts.prepare()]);
  return {
    ...{ mongo, notifications, contacts, log, clock: systemClock },
    queue: queue(config.REDIS_URL, [sendMailJob], log),
    provider: resendProvider({
      baseUrl: config.RESEND_BASE_URL.replace(/\/+$/, ''),
      apiKey: config.RESEND_API_KEY,
      timeoutMs: config.SEND_TIMEOUT_MS,
    }),
    keys: keyring(config.MAIL_SEALING_KEY),
    links: linksBelow(config.APP_URL),
    from: config.MAIL_FROM,
    firstWaitMs: config.RETRY_FIRST_MS,
    pages: pageTokens(config.CALLER_PRIVATE_KEY),
  };
}
