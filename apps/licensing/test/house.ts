import { licensing } from '@platform/contracts';
import { type Client, connectTo, type UserClaims } from '@platform/grpc';
import { type Clock, isCoded, newId, reasons, systemClock, type UserId, type WorkspaceId } from '@platform/kernel';
import { allPermissions } from '@platform/permissions';
import {
  callers,
  captureLog,
  type Database,
  database,
  eventually,
  type FactsServer,
  factsServer,
  listenFromNow,
  type Overheard,
  overhear,
  servers,
  type Teller,
  tellTo,
  uniqueName,
} from '@platform/testing';
import { readConfig } from '../src/config.ts';
import { consumer } from '../src/consumers/names.ts';
import { memberJoined } from '../src/domain/hear-member.ts';
import { seatId } from '../src/domain/seat.ts';
import { startLicensing } from '../src/service.ts';

export type Service = Awaited<ReturnType<typeof startLicensing>>;
export type LicensingClient = Client<typeof licensing.LicensingServiceService>;

/** The service booted for real; its neighbours are played by the test. */
export interface House {
  readonly service: Service;
  readonly client: LicensingClient;
  readonly facts: FactsServer;
  readonly kafka: Overheard;
  readonly teller: Teller;
  readonly db: Database;
  readonly keys: ReturnType<typeof callers>;
  /** A second process of the same service on the same database. */
  readonly startAnother: () => Promise<{ service: Service; client: LicensingClient }>;
  readonly stop: () => Promise<void>;
}

export async function openHouse(clock: Clock = systemClock): Promise<House> {
  const { brokers } = await servers();
  const [db, keys] = [await database(), callers()];
  const facts = await factsServer(keys.trust('activation'));
  const settings = keys.settings('licensing');
  const suffix = `.${uniqueName()}`;
  const config = readConfig({
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0' },
    ...{ MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers, KAFKA_GROUP_SUFFIX: suffix },
    ...{ ACTIVATION_ADDRESS: facts.address, CALLER_PRIVATE_KEY: settings.CALLER_PRIVATE_KEY },
    CALLER_KEYS: JSON.stringify(settings.CALLER_KEYS),
  });
  const stops: (() => unknown)[] = [];
  const startAnother = async () => {
    const service = await startLicensing(config, { log: captureLog('licensing').log, clock });
    const options = { as: keys.gateway, audience: 'licensing', deadlineMs: 20_000 };
    const client = connectTo(licensing.LicensingServiceService, service.grpc, options);
    stops.unshift(client.close, service.stop);
    return { service, client };
  };
  const heard = ['workspace.v1.MemberJoined', 'workspace.v1.MemberRemoved'] as const;
  await listenFromNow(brokers.split(','), `${consumer}${suffix}`, heard);
  const first = await startAnother();
  const kafka = await overhear(brokers.split(','), [
    'licensing.v1.TrialStarted',
    'licensing.v1.LicenseAssigned',
    'licensing.v1.LicenseUnassigned',
  ]);
  const teller = tellTo(brokers.split(','));
  stops.push(teller.close, kafka.stop, facts.stop, db.drop);
  const stop = async () => {
    for (const one of stops) await one();
  };
  return { ...first, facts, kafka, teller, db, keys, startAnother, stop };
}

/** A person who may do everything in a workspace of their own, of which licensing has not heard yet. */
export function someAdmin(): UserClaims & { workspaceId: WorkspaceId } {
  return { userId: newId('usr'), workspaceId: newId('ws'), permissions: allPermissions };
}

/** A workspace whose trial was started by its only admin. */
export async function withTrial({ client }: Pick<House, 'client'>) {
  const admin = someAdmin();
  const { workspaceId } = admin;
  const { pool, assignment, subscription } = await client.startTrial({ workspaceId }, { caller: admin });
  if (!pool || !assignment || !subscription) throw new TypeError('no trial was started');
  return { admin, workspaceId, poolId: pool.id, assignment, subscription };
}

/** People who are members as far as licensing has heard; written as the consumer of MemberJoined writes it. */
export async function join(
  { service }: Pick<House, 'service'>,
  workspaceId: WorkspaceId,
  users: readonly UserId[] = [newId('usr')],
  first = false,
): Promise<readonly UserId[]> {
  const { seats } = service.context;
  const joins = users.map((userId) =>
    seats.change(seatId(workspaceId, userId), (seat) => memberJoined(seat, { first, sequence: 1 })),
  );
  await Promise.all(joins);
  return users;
}

/** On a busy machine Kafka takes its time. */
export const longEnough = { within: 30_000 };

/** Says on Kafka that somebody joined, and waits until licensing has heard it. */
export async function tellJoined(
  { service, teller }: Pick<House, 'service' | 'teller'>,
  workspaceId: WorkspaceId,
  userId: UserId,
  { first = false, sequence = 1 } = {},
): Promise<void> {
  const membershipId = newId('mem');
  const who = { workspaceId, membershipId, userId, email: `${userId}@example.com`, name: 'Lee', role: 2 } as const;
  const data = { ...who, first, workspaceName: 'Acme', joinedAt: new Date() };
  await teller.tell('workspace.v1.MemberJoined', data, { key: workspaceId, subject: membershipId, sequence });
  await eventually(async () => {
    const seat = await service.context.seats.find(seatId(workspaceId, userId));
    return seat?.state.member === 'active' && seat.state.heardSequence >= sequence;
  }, longEnough);
}

/** Says on Kafka that somebody was removed, and waits until licensing has heard it. */
export async function tellRemoved(
  { service, teller }: Pick<House, 'service' | 'teller'>,
  workspaceId: WorkspaceId,
  userId: UserId,
  sequence = 2,
): Promise<void> {
  const data = { workspaceId, membershipId: newId('mem'), userId, reason: 'left', removedAt: new Date() };
  await teller.tell('workspace.v1.MemberRemoved', data, { key: workspaceId, sequence });
  await eventually(async () => {
    const seat = await service.context.seats.find(seatId(workspaceId, userId));
    return seat?.state.member === 'removed';
  }, longEnough);
}

/**
 * A call as a careful client makes it: repeated with the same idempotency key until it has a verdict, since on a busy
 * machine a deadline may pass. Gives the answer or raises the refusal.
 */
export async function persistently<T>(call: (idempotencyKey: string) => Promise<T>): Promise<T> {
  const key = uniqueName('key');
  const verdict = await eventually(
    async () => {
      try {
        return { value: await call(key) };
      } catch (error) {
        if (isCoded(error) && reasons[error.reason].retry === 'yes') throw error;
        return { error };
      }
    },
    { within: 90_000 },
  );
  if ('error' in verdict) throw verdict.error;
  return verdict.value;
}
