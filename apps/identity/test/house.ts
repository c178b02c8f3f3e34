import { randomBytes } from 'node:crypto';
import { type EventType, identity } from '@platform/contracts';
import { type Client, connectTo, type UserClaims } from '@platform/grpc';
import { type ManualClock, manualClock, type SessionId, type UserId } from '@platform/kernel';
import { keyring, open } from '@platform/sealed';
import {
  type CapturedLog,
  callers,
  captureLog,
  type Database,
  database,
  eventually,
  type Overheard,
  overhear,
  servers,
  uniqueName,
} from '@platform/testing';
import { afterwards } from '../src/afterwards.ts';
import { argon2Passwords, type Identity, type Passwords, readConfig, startIdentity } from '../src/index.ts';

export type IdentityClient = Client<typeof identity.IdentityServiceService>;

/** Real argon2id, with every operation counted. */
export interface CountedPasswords extends Passwords {
  operations: number;
}

/** The service booted for real, on a clock that the test drives; the gateway and the mailbox are played by the test. */
export interface House {
  readonly service: Identity;
  readonly client: IdentityClient;
  readonly keys: ReturnType<typeof callers>;
  readonly clock: ManualClock;
  readonly passwords: CountedPasswords;
  readonly kafka: Overheard;
  readonly db: Database;
  readonly log: CapturedLog;
  readonly stop: () => Promise<void>;
}

const mailKey = `v1:${Buffer.alloc(32, 7).toString('base64')}`;
const heard: readonly EventType[] = [
  'identity.v1.UserSignedUp',
  'identity.v1.UserVerificationRequested',
  'identity.v1.UserSignUpRepeated',
  'identity.v1.UserEmailVerified',
  'identity.v1.UserUpdated',
  'identity.v1.UserPasswordResetRequested',
  'identity.v1.UserPasswordChanged',
  'identity.v1.UserLocked',
  'identity.v1.SessionCreated',
  'identity.v1.SessionRevoked',
];

function counted(real: Passwords): CountedPasswords {
  const passwords: CountedPasswords = {
    operations: 0,
    hash: (password) => {
      passwords.operations += 1;
      return real.hash(password);
    },
    matches: (password, hash) => {
      passwords.operations += 1;
      return real.matches(password, hash);
    },
  };
  return passwords;
}

interface Given {
  /** Passwords that a test holds. */
  readonly passwords?: Passwords;
  /** The pause before an answer. Without one an answer waits until all work is done, so that a test sees it. */
  readonly pause?: () => Promise<unknown>;
}

export async function openHouse(given: Given = {}): Promise<House> {
  const { brokers } = await servers();
  const [db, keys, clock, log] = [await database(), callers(), manualClock(new Date()), captureLog('identity')];
  const passwords = counted(given.passwords ?? argon2Passwords({ atOnce: 4 }));
  const behind = afterwards(log.log);
  const pause = given.pause ?? behind.settled;
  const config = readConfig({
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0' },
    ...{ MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers },
    ...{ CALLER_PRIVATE_KEY: keys.privateKey('identity'), CALLER_KEYS: JSON.stringify(keys.keys) },
    MAIL_SEALING_KEY: mailKey,
  });
  const service = await startIdentity(config, { clock, passwords, log: log.log, afterwards: behind, pause });
  const options = { as: keys.gateway, audience: 'identity', deadlineMs: 5_000 };
  const client = connectTo(identity.IdentityServiceService, service.grpc, options);
  const kafka = await overhear(brokers.split(','), heard);
  const stop = async () => {
    client.close();
    await service.stop();
    await kafka.stop();
    await db.drop();
  };
  return { service, client, keys, clock, passwords, kafka, db, log, stop };
}

export const password = 'copper violin drifts past noon';
export const otherPassword = 'kettle-orbit-plaid-74-walnut';

/** A network and a person that no other test uses. */
export const freshNetwork = (): string =>
  `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;
export const freshIp = (): string => `${freshNetwork()}::1`;
export const freshEmail = (): string => `${uniqueName('ada')}@example.com`;

/** The account of an address, as it stands in the database. */
export async function accountOf({ service }: House, email: string) {
  const found = await service.context.users.findOne({ 'state.emailNormalized': email });
  if (!found) throw new Error(`nobody has the address ${email}`);
  return found;
}

/** The secret of the latest mail of this kind to a user, opened as the notification service does. */
export async function mailedSecret(
  house: House,
  userId: string,
  purpose: 'verify-email' | 'reset-password',
  count = 1,
) {
  const sealed = await eventually(() => {
    const { kafka } = house;
    const all =
      purpose === 'reset-password'
        ? kafka.events('identity.v1.UserPasswordResetRequested', userId).map(({ data }) => data.sealedResetSecret)
        : [
            ...kafka.events('identity.v1.UserSignedUp', userId),
            ...kafka.events('identity.v1.UserVerificationRequested', userId),
          ].map(({ data }) => data.sealedVerificationSecret);
    const latest = all[count - 1];
    if (!latest) throw new Error(`${all.length} of ${count} ${purpose} mails for ${userId}`);
    return latest;
  });
  return open(keyring(mailKey), sealed, `${purpose}/${userId}`).toString();
}

/** Somebody who has signed up and proved the address. */
export async function activeUser(house: House, name = 'Ada Lovelace') {
  const email = freshEmail();
  await house.client.signUp({ email, password, name });
  const { id } = await accountOf(house, email);
  await house.client.verifyEmail({ secret: await mailedSecret(house, id, 'verify-email') });
  return { userId: id as UserId, email };
}

/** Signs in, and gives what the gateway then says for the person. */
export async function signIn(house: House, email: string, given = password, ip = freshIp()) {
  const { sessionSecret, session } = await house.client.signIn({ email, password: given, ip, userAgent: 'test' });
  if (!session) throw new Error('no session was opened');
  const caller: UserClaims = { userId: session.userId as UserId, sessionId: session.id as SessionId };
  return { secret: sessionSecret, session, caller };
}
