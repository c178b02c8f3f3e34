import {
  type EventContext,
  type EventData,
  type EventType,
  packEvent,
  type Received,
  token,
  unpackEvent,
} from '@platform/contracts';
import { peppers } from '@platform/credential';
import { connectTo, type UserClaims } from '@platform/grpc';
import { kafkaClient, publish } from '@platform/kafka';
import { HOUR, newId, type UserId, type WorkspaceId } from '@platform/kernel';
import { type OutboxRow, outboxRow } from '@platform/mongo';
import { keyring } from '@platform/sealed';
import {
  callers,
  captureLog,
  database,
  eventually,
  fakeCaller,
  listenFromNow,
  servers,
  uniqueName,
} from '@platform/testing';
import { type Config, type Context, startToken } from '../src/index.ts';
import { activationStandIn } from './activation-stand-in.ts';

const keys = (...fills: readonly number[]) =>
  fills.map((fill) => `v${fill}:${Buffer.alloc(32, fill).toString('base64')}`).join(',');
export const livePeppers = (...versions: readonly number[]) => peppers(keys(...versions));
export const sealingKeys = (...versions: readonly number[]) => keyring(keys(...versions));

/** One user in one workspace, as the test tells the story of their membership. */
export interface Person {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  readonly membershipId: string;
}

export const person = (): Person => ({ workspaceId: newId('ws'), userId: newId('usr'), membershipId: newId('mem') });

/** The claims of a person, after a fresh proof of identity unless told otherwise. */
export const as = ({ workspaceId, userId }: Person, claims: Partial<UserClaims> = {}): UserClaims =>
  fakeCaller({ workspaceId, userId, permissions: [], steppedUpUntil: new Date(Date.now() + HOUR), ...claims });

const heard = ['workspace.v1.MemberJoined', 'workspace.v1.MemberRemoved', 'activation.v1.ActivationGranted'] as const;

/** token on the real servers; its neighbours are played by the test. */
export async function house() {
  const { brokers } = await servers();
  const db = await database();
  const trusted = callers();
  const activation = await activationStandIn(trusted);
  const captured = captureLog('token');
  const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'test', log: captureLog().log });
  const publisher = publish(kafka, captureLog().log);
  const running: { stop(): Promise<void> }[] = [];

  const config: Config = {
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0', LOG_LEVEL: 'info', DEVELOPMENT: false },
    ...{ MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers.split(',') },
    ...{ KAFKA_GROUP_SUFFIX: uniqueName('-token'), ACTIVATION_ADDRESS: activation.address },
    ...{ TOKEN_PEPPERS: livePeppers(1), TOKEN_SEALING_KEYS: sealingKeys(9) },
    ...trusted.settings('token'),
  };

  await listenFromNow(config.KAFKA_BROKERS, `token.credentials${config.KAFKA_GROUP_SUFFIX}`, heard);

  /** One process of the service, and a client that speaks as the gateway, another as a service. */
  async function start(settings: Partial<Config> = {}, given: Partial<Context> = {}) {
    const service = await startToken({ ...config, ...settings }, { log: captured.log, ...given });
    const client = (signer: 'gateway' | 'legacy' | 'licensing' | 'operator') =>
      connectTo(token.TokenServiceService, service.grpc, {
        as: trusted.signer(signer),
        audience: 'token',
        deadlineMs: 5_000,
      });
    const clients = {
      user: client('gateway'),
      legacy: client('legacy'),
      stranger: client('licensing'),
      operator: client('operator'),
    };
    const anonymous = connectTo(token.TokenServiceService, service.grpc, { audience: 'token' });
    const stop = async () => {
      for (const one of [...Object.values(clients), anonymous]) one.close();
      await service.stop();
    };
    running.push({ stop });
    return { ...clients, anonymous, service, stop };
  }

  async function say<T extends EventType>(
    type: T,
    data: EventData<T>,
    context: Partial<EventContext> = {},
  ): Promise<string> {
    const id = context.id ?? newId('evt');
    const { workspaceId } = data as { workspaceId: string };
    const event = packEvent(type, data, {
      ...{ source: 'test', subject: 'test', time: new Date(), sequence: 1, key: workspaceId, workspaceId },
      ...context,
      id,
    });
    const origin = { aggregate: 'test/test', sequence: 1, position: 0, traceparent: '', created_at: new Date() };
    await publisher.send([outboxRow(event, origin)]);
    return id;
  }

  /** The events that were told to the world about a workspace, oldest first. */
  async function said(workspaceId: string): Promise<readonly Received[]> {
    const rows = db.mongo.collection<OutboxRow>('outbox').find({ channel: 'kafka', key: workspaceId });
    const found = await rows.sort({ created_at: 1 }).toArray();
    return found.map(({ topic, value }) => unpackEvent(topic, value));
  }

  return {
    ...{ activation, db, start, say, log: captured, trusted },
    join: (who: Person, sequence = 1, id?: string) =>
      say('workspace.v1.MemberJoined', joined(who), { subject: who.membershipId, sequence, ...(id && { id }) }),
    leave: (who: Person, sequence = 2) =>
      say('workspace.v1.MemberRemoved', removed(who), { subject: who.membershipId, sequence }),
    said,
    /** The types of the events that were told to the world about a workspace, oldest first. */
    told: async (workspaceId: string) => (await said(workspaceId)).map(({ type }) => type),
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
      await publisher.close();
      await activation.stop();
      await db.drop();
    },
  };
}

export type House = Awaited<ReturnType<typeof house>>;
export type Process = Awaited<ReturnType<House['start']>>;

/** Somebody who has joined and whose token is there, also for activation. */
export async function joinedPerson({ join, activation }: House, { user }: Pick<Process, 'user'>): Promise<Person> {
  const who = person();
  await join(who);
  const caller = as(who);
  await eventually(async () => {
    const { token } = await user.getMyDeveloperToken({ workspaceId: who.workspaceId }, { caller });
    return activation.of(token?.id ?? '').length > 0;
  });
  return who;
}

const joined = ({ workspaceId, userId, membershipId }: Person): EventData<'workspace.v1.MemberJoined'> => ({
  ...{ workspaceId, userId, membershipId, email: 'ann@example.com', name: 'Ann', role: 2, first: false },
  ...{ workspaceName: 'Acme', joinedAt: new Date() },
});

const removed = ({ workspaceId, userId, membershipId }: Person): EventData<'workspace.v1.MemberRemoved'> => ({
  ...{ workspaceId, userId, membershipId, reason: 'left', removedAt: new Date() },
});
