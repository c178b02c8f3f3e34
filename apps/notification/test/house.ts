import { type EventData, type EventType, notification, packEvent } from '@platform/contracts';
import { type Client, connectTo } from '@platform/grpc';
import { kafkaClient, type OutboxRow, publish } from '@platform/kafka';
import { newId } from '@platform/kernel';
import { type StandIn, startResendStandIn } from '@platform/resend-stand-in';
import { keyring, seal } from '@platform/sealed';
import {
  type CapturedLog,
  callers,
  captureLog,
  type Database,
  database,
  eventually,
  listenFromNow,
  type Overheard,
  overhear,
  servers,
  uniqueName,
} from '@platform/testing';
import { Redis } from 'ioredis';
import { type Config, type NotificationService, readConfig, startNotification } from '../src/index.ts';

const mailKey = `v1:${Buffer.alloc(32, 7).toString('base64')}`;

/** One event of every topic that the service hears. */
const heard = [
  'identity.v1.UserSignedUp',
  'workspace.v1.MemberJoined',
  'licensing.v1.TrialStarted',
  'token.v1.DeveloperTokenReset',
] as const;

/** The service booted for real, with a mail provider that breaks on demand; all other services are played by the test. */
export interface House {
  readonly service: NotificationService;
  readonly config: Config;
  readonly client: Client<typeof notification.NotificationServiceService>;
  readonly keys: ReturnType<typeof callers>;
  readonly standIn: StandIn;
  readonly kafka: Overheard;
  readonly db: Database;
  readonly log: CapturedLog;
  /** Publishes a row, as a relay does; twice when it is told twice. */
  readonly publish: (...rows: readonly OutboxRow[]) => Promise<void>;
  /** Forgets everything that this service has in Redis, as a flush would. */
  readonly flushRedis: () => Promise<number>;
  /** Forgets which jobs wait for their time, not the jobs; gives how many lists it forgot. */
  readonly forgetDelays: () => Promise<number>;
  /** One more process of the same service. */
  readonly startAnother: (overrides?: Partial<Config>) => Promise<NotificationService>;
  readonly stop: () => Promise<void>;
}

export async function openHouse(overrides: Record<string, string> = {}): Promise<House> {
  const { brokers, redisUrl } = await servers();
  const [db, keys, standIn] = [await database(), callers(), await startResendStandIn({ apiKey: 're_test' })];
  const log = captureLog('notification');
  const prefix = uniqueName('jobs');
  const config = readConfig({
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0', MONGO_URL: db.url, MONGO_DATABASE: db.name },
    ...{ KAFKA_BROKERS: brokers, KAFKA_GROUP_SUFFIX: `.${uniqueName()}`, REDIS_URL: `${redisUrl}/0?prefix=${prefix}` },
    ...{ CALLER_PRIVATE_KEY: keys.privateKey('notification'), CALLER_KEYS: JSON.stringify(keys.keys) },
    ...{ MAIL_SEALING_KEY: mailKey, RESEND_BASE_URL: standIn.url, RESEND_API_KEY: 're_test' },
    ...{ APP_URL: 'https://console.example', SEND_TIMEOUT_MS: '2000', RETRY_FIRST_MS: '20', SWEEP_EVERY_MS: '100' },
    ...overrides,
  });
  await listenFromNow(brokers.split(','), `notification.mails${config.KAFKA_GROUP_SUFFIX}`, heard);
  const start = (given: Partial<Config> = {}) => startNotification({ ...config, ...given }, { log: log.log });
  const service = await start();
  const options = { as: keys.signer('licensing'), audience: 'notification', deadlineMs: 5_000 };
  const client = connectTo(notification.NotificationServiceService, service.grpc, options);
  const publisher = publish(
    kafkaClient({ brokers: brokers.split(','), clientId: 'neighbours', log: log.log }),
    log.log,
  );
  const kafka = await overhear(brokers.split(','), [
    ...(['notification.v1.NotificationSent', 'notification.v1.NotificationFailed'] as const),
  ]);
  const redis = new Redis(redisUrl);
  const others: NotificationService[] = [];
  return {
    ...{ service, config, client, keys, standIn, kafka, db, log },
    publish: (...rows) => publisher.send(rows),
    flushRedis: async () => {
      const found = await redis.keys(`${prefix}:*`);
      return found.length > 0 ? redis.del(...found) : 0;
    },
    forgetDelays: () => redis.del(`${prefix}:send-mail:delayed`),
    startAnother: async (given) => {
      const another = await start(given);
      others.push(another);
      return another;
    },
    stop: async () => {
      client.close();
      for (const one of [...others, service]) await one.stop();
      await Promise.all([publisher.close(), kafka.stop(), standIn.stop(), redis.quit()]);
      await db.drop();
    },
  };
}

interface About {
  readonly subject: string;
  readonly sequence?: number;
  readonly at?: Date;
}

/** An event of another service, as it lies in that service's outbox. */
export function rowOf<T extends EventType>(
  type: T,
  data: EventData<T>,
  { subject, sequence = 1, at }: About,
): OutboxRow {
  const id = newId('evt');
  const time = at ?? new Date();
  const context = { id, source: 'test', subject, time, sequence, key: subject, workspaceId: 'ws_test' };
  const { channel, topic, key, value } = packEvent(type, data, context);
  const born = { aggregate: subject, sequence, position: 0, traceparent: '', created_at: time, sent_at: null };
  const row = { _id: id, channel, topic, key, type, ...born };
  return { ...row, value: Buffer.from(value) };
}

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

export const person = (name = 'Ada'): Person => {
  const userId = newId('usr');
  return { userId, email: `${userId}@example.com`, name };
};

/** A secret as identity seals it for a mail. */
export const sealed = (purpose: 'verify-email' | 'reset-password', userId: string, secret: string): Buffer =>
  seal(keyring(mailKey), secret, `${purpose}/${userId}`);

export const signedUp = (who: Person, secret: string): OutboxRow =>
  rowOf(
    'identity.v1.UserSignedUp',
    {
      ...{ ...who, sealedVerificationSecret: sealed('verify-email', who.userId, secret) },
      verificationExpiresAt: new Date(Date.now() + 86_400_000),
    },
    { subject: who.userId },
  );

export const workspaceCreated = (who: Person, workspaceName = 'Analytical Engines'): OutboxRow =>
  rowOf(
    'workspace.v1.MemberJoined',
    {
      ...{ ...who, workspaceId: newId('ws'), membershipId: newId('mem'), role: 1, first: true, workspaceName },
      joinedAt: new Date(),
    },
    { subject: newId('mem') },
  );

/** Waits until so many mails to a person have been accepted. */
export const arrived = ({ standIn }: House, { email }: Person, count = 1, within = 20_000) =>
  eventually(
    () => {
      const mails = standIn.mails(email);
      if (mails.length < count) throw new Error(`${mails.length} of ${count} mails to ${email}`);
      return mails;
    },
    { within },
  );

export const notificationIdOf = (row: OutboxRow): string => row._id.replace('evt_', 'ntf_');
