import { createHash } from 'node:crypto';
import { type EventContext, type EventData, type EventType, legacy, packEvent, token } from '@platform/contracts';
import { connectTo, type UserClaims } from '@platform/grpc';
import { kafkaClient, publish } from '@platform/kafka';
import { manualClock, newId, type UserId, type WorkspaceId } from '@platform/kernel';
import { outboxRow } from '@platform/mongo';
import { callers, captureLog, database, fakeCaller, listenFromNow, servers, uniqueName } from '@platform/testing';
import { type Config, startLegacyMigration } from '../src/index.ts';
import { importedAt } from './samples.ts';
import { tokenStandIn } from './token-stand-in.ts';

export interface Owner {
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
}
export const owner = (workspaceId = newId('ws')): Owner => ({ workspaceId, userId: newId('usr') });

export const as = ({ workspaceId, userId }: Owner, claims: Partial<UserClaims> = {}): UserClaims =>
  fakeCaller({ workspaceId, userId, permissions: ['legacy.read'], ...claims });

const header = 'workspace_id,kind,user_id,name,sha256,display,source_system';
export const sha256 = (value: string): Buffer => createHash('sha256').update(value).digest();
export const apiRow = ({ workspaceId, userId }: Owner, value: string, name = 'laptop'): string =>
  `${workspaceId},api,${userId},${name},${sha256(value).toString('hex')},${value.slice(0, 3)}...(${value.length}),console`;
export const ciRow = ({ workspaceId }: Owner, value: string, name = 'nightly'): string =>
  `${workspaceId},ci,,${name},${sha256(value).toString('hex')},${value.slice(0, 3)}...(${value.length}),console`;
/** A key that nobody has imported yet. */
export const aKey = (): string => uniqueName('k').slice(0, 14);

const heard = [
  ...(['workspace.v1.MemberJoined', 'workspace.v1.MemberRemoved'] as const),
  ...(['licensing.v1.LicenseAssigned', 'licensing.v1.LicenseUnassigned'] as const),
  ...(['activation.v1.ActivationGranted', 'activation.v1.LegacyCredentialUsed'] as const),
];

/** legacy-migration on the real servers; its neighbours and the clock are the test's. */
export async function house() {
  const { brokers } = await servers();
  const db = await database();
  const trusted = callers(['gateway', 'operator', 'legacy', 'token', 'licensing']);
  const tokens = await tokenStandIn(trusted);
  const captured = captureLog('legacy-migration');
  const clock = manualClock(importedAt);
  const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'test', log: captureLog().log });
  const publisher = publish(kafka, captureLog().log);

  const config: Config = {
    ...{ GRPC_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0', LOG_LEVEL: 'info', DEVELOPMENT: false },
    ...{ MONGO_URL: db.url, MONGO_DATABASE: db.name, KAFKA_BROKERS: brokers.split(',') },
    ...{ KAFKA_GROUP_SUFFIX: uniqueName('-legacy'), TOKEN_ADDRESS: tokens.address },
    ...trusted.settings('legacy'),
  };
  await listenFromNow(config.KAFKA_BROKERS, `legacy-migration.stages${config.KAFKA_GROUP_SUFFIX}`, heard);
  const service = await startLegacyMigration(config, { log: captured.log, clock });
  const client = (signer: string) =>
    connectTo(legacy.LegacyServiceService, service.grpc, {
      as: trusted.signer(signer),
      audience: 'legacy',
      deadlineMs: 30_000,
    });
  const anonymous = connectTo(legacy.LegacyServiceService, service.grpc, { audience: 'legacy' });
  const clients = { user: client('gateway'), operator: client('operator'), stranger: client('licensing'), anonymous };

  async function say<T extends EventType>(
    type: T,
    data: EventData<T>,
    context: Partial<EventContext> = {},
  ): Promise<string> {
    const id = context.id ?? newId('evt');
    const { workspaceId } = data as { workspaceId: string };
    const event = packEvent(type, data, {
      ...{ source: 'test', subject: 'test', time: clock.now(), sequence: 1, key: workspaceId, workspaceId },
      ...context,
      id,
    });
    const origin = { aggregate: 'test/test', sequence: 1, position: 0, traceparent: '', created_at: new Date() };
    await publisher.send([outboxRow(event, origin)]);
    return id;
  }

  return {
    ...{ ...clients, db, clock, tokens, service, say, log: captured },
    ...stories(say),
    importCsv: (...rows: readonly string[]) =>
      clients.operator.importLegacyKeys({
        ...{ format: legacy.ImportFormat.CSV, hashAlg: 'sha256' },
        content: Buffer.from([header, ...rows].join('\n')),
      }),
    /** The changes of stage that were told to the world about a key, oldest first. */
    async told(legacyKeyId: string): Promise<readonly string[]> {
      const rows = db.mongo.collection<{ _id: string; type: string; aggregate: string; sequence: number }>('outbox');
      const found = await rows
        .find({ aggregate: `legacy_keys/${legacyKeyId}` })
        .sort({ sequence: 1 })
        .toArray();
      return found.map(({ type }) => type);
    },
    async stop() {
      for (const one of Object.values(clients)) one.close();
      await service.stop();
      await publisher.close();
      await tokens.stop();
      await db.drop();
    },
  };
}

type Say = <T extends EventType>(type: T, data: EventData<T>, context?: Partial<EventContext>) => Promise<string>;

/** What neighbours tell, in the words of the tests. */
const stories = (say: Say) => ({
  joins: ({ workspaceId, userId }: Owner, at: Date) =>
    say('workspace.v1.MemberJoined', {
      ...{ workspaceId, userId, membershipId: newId('mem'), email: 'ann@example.com', name: 'Ann', role: 2 },
      ...{ first: false, workspaceName: 'Acme', joinedAt: at },
    }),
  leaves: ({ workspaceId, userId }: Owner, at: Date) =>
    say('workspace.v1.MemberRemoved', { workspaceId, userId, membershipId: newId('mem'), reason: '', removedAt: at }),
  isLicensed: ({ workspaceId, userId }: Owner, at: Date) =>
    say('licensing.v1.LicenseAssigned', {
      ...{ workspaceId, userId, poolId: newId('lic'), assignmentId: newId('las'), source: 'manual' },
      ...{ assignedBy: userId, assignedAt: at },
    }),
  losesLicense: ({ workspaceId, userId }: Owner, at: Date) =>
    say('licensing.v1.LicenseUnassigned', {
      ...{ workspaceId, userId, poolId: newId('lic'), assignmentId: newId('las'), endReason: 'unassigned' },
      ...{ endedBy: userId, endedAt: at, reason: '' },
    }),
  usesToken: ({ workspaceId, userId }: Owner, at: Date) =>
    say('activation.v1.ActivationGranted', {
      ...{ workspaceId, userId, at, activationId: newId('act'), decisionId: newId('dec') },
      ...{ credentialId: newId('tok'), credentialKind: token.CredentialKind.DEVELOPER, sessionId: 's', machineId: 'm' },
      ...{ productVersion: '4.0.0', ci: undefined, leaseId: newId('lse'), leaseNotAfter: undefined },
    }),
  usesKey: ({ workspaceId, userId }: Owner, legacyKeyId: string, at: Date, id?: string) =>
    say(
      'activation.v1.LegacyCredentialUsed',
      {
        ...{ workspaceId, userId, legacyKeyId, at, credentialKind: token.CredentialKind.LEGACY_API },
        ...{ granted: true, decisionId: newId('dec'), machineId: 'm', ci: undefined },
      },
      id === undefined ? {} : { id },
    ),
});

export type House = Awaited<ReturnType<typeof house>>;
