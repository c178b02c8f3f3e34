import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig as readActivationConfig, startActivation } from '@platform/activation';
import { token, facts as wire } from '@platform/contracts';
import { connectTo, rpc, serve, type UserClaims } from '@platform/grpc';
import { type ActivationDoor, grpcDoor } from '@platform/journeys';
import { DAY, HOUR, newId, type UserId, type WorkspaceId } from '@platform/kernel';
import { newStoredKey } from '@platform/lease';
import {
  callers,
  captureLog,
  database,
  eventually,
  fakeCaller,
  listenFromNow,
  servers,
  tellTo,
  uniqueName,
} from '@platform/testing';
import { type Context, readConfig as readTokenConfig, startToken } from '@platform/token';
import { raceResets, type Subject } from '../src/race-resets.ts';

const key = (fill: number) => `v1:${Buffer.alloc(32, fill).toString('base64')}`;
const { brokers } = await servers();
const trust = callers();
const journal = mkdtempSync(join(tmpdir(), 'journal-'));
const base = {
  KAFKA_BROKERS: brokers,
  CALLER_KEYS: JSON.stringify(trust.keys),
  TOKEN_PEPPERS: key(7),
  LOG_LEVEL: 'silent',
};
const nearby = { GRPC_ADDRESS: '127.0.0.1:0', PUBLIC_HTTP_ADDRESS: '127.0.0.1:0', HTTP_ADDRESS: '127.0.0.1:0' };

const [activationDb, tokenDb] = [await database(), await database()];
const stops: (() => Promise<unknown>)[] = [];
let door: ActivationDoor;
let activationAddress: string;
let linkAddress: string;
const linkMs = 1_200;
const rounds = 3;

beforeAll(async () => {
  const config = readActivationConfig({
    ...base,
    ...nearby,
    MONGO_URL: activationDb.url,
    MONGO_DATABASE: activationDb.name,
    CALLER_PRIVATE_KEY: trust.privateKey('activation'),
    LEASE_SIGNING_KEYS: JSON.stringify([newStoredKey('k1')]),
    JOURNAL_DIR: journal,
  });
  const activation = await startActivation(config);
  stops.push(() => activation.stop());
  activationAddress = activation.grpc;
  door = grpcDoor(activationAddress);
  linkAddress = await slowLink();
}, 300_000);

afterAll(async () => {
  door?.close();
  for (const stop of stops.toReversed()) await stop();
  await Promise.all([activationDb.drop(), tokenDb.drop()]);
  rmSync(journal, { recursive: true, force: true });
}, 300_000);

/** A slow link between token and activation: facts are applied a while after they were sent. */
async function slowLink(): Promise<string> {
  const as = trust.signer('token');
  const activation = connectTo(wire.FactsServiceService, activationAddress, { as, audience: 'activation' });
  const link = await serve({
    address: '127.0.0.1:0',
    caller: trust.trust('activation'),
    log: captureLog().log,
    services: [
      {
        definition: wire.FactsServiceService,
        rpcs: {
          applyFacts: rpc('service', async (request: wire.ApplyFactsRequest) => {
            await pause(linkMs);
            return activation.applyFacts(request);
          }),
          countLeases: rpc('service', (request: wire.CountLeasesRequest) => activation.countLeases(request)),
          compareFacts: rpc('service', (request: wire.CompareFactsRequest) => activation.compareFacts(request)),
        },
      },
    ],
  });
  stops.push(async () => {
    await link.stop();
    activation.close();
  });
  return link.address;
}

/** The real token service, with its own way of confirming facts unless the test plants another. */
async function tokenService(given: Partial<Context> = {}) {
  const suffix = uniqueName('-planted');
  await listenFromNow(brokers.split(','), `token.credentials${suffix}`, ['workspace.v1.MemberJoined']);
  const config = readTokenConfig({
    ...base,
    ...nearby,
    MONGO_URL: tokenDb.url,
    MONGO_DATABASE: tokenDb.name,
    KAFKA_GROUP_SUFFIX: suffix,
    ACTIVATION_ADDRESS: linkAddress,
    CALLER_PRIVATE_KEY: trust.privateKey('token'),
    TOKEN_SEALING_KEYS: key(9),
  });
  const service = await startToken(config, given);
  stops.push(() => service.stop());
  return connectTo(token.TokenServiceService, service.grpc, {
    as: trust.gateway,
    audience: 'token',
    deadlineMs: 5_000,
  });
}

/** Membership, workspace, subscription and license, as their owners tell them. */
async function tellRights(workspaceId: WorkspaceId, userId: UserId): Promise<void> {
  const since = new Date();
  const tell = async (service: string, ...about: NonNullable<wire.Fact['about']>[]) => {
    const owner = connectTo(wire.FactsServiceService, activationAddress, {
      as: trust.signer(service),
      audience: 'activation',
    });
    await owner.applyFacts({ facts: about.map((one) => wire.Fact.fromPartial({ version: 1n, about: one })) });
    owner.close();
  };
  await tell(
    'workspace',
    { $case: 'workspace', value: wire.WorkspaceFact.fromPartial({ workspaceId, name: 'Acme', status: 'active' }) },
    {
      $case: 'membership',
      value: wire.MembershipFact.fromPartial({ workspaceId, userId, membershipId: newId('mem'), active: true, since }),
    },
  );
  const endsAt = new Date(Date.now() + 14 * DAY);
  await tell(
    'licensing',
    {
      $case: 'subscription',
      value: wire.SubscriptionFact.fromPartial({
        workspaceId,
        subscriptionId: newId('sub'),
        kind: 'trial',
        status: 'trialing',
        planCode: 'trial',
        planDisplayName: 'Trial',
        endsAt,
      }),
    },
    {
      $case: 'assignment',
      value: wire.AssignmentFact.fromPartial({
        workspaceId,
        userId,
        assignmentId: newId('las'),
        poolId: newId('lic'),
        active: true,
        since,
      }),
    },
  );
}

async function subjectOf(client: Awaited<ReturnType<typeof tokenService>>): Promise<Subject> {
  const [workspaceId, userId] = [newId('ws'), newId('usr')];
  await tellRights(workspaceId, userId);
  const teller = tellTo(brokers.split(','));
  const joined = {
    workspaceId,
    membershipId: newId('mem'),
    userId,
    email: '',
    name: '',
    role: 1,
    first: true,
    workspaceName: '',
    joinedAt: new Date(),
  } as const;
  await teller.tell('workspace.v1.MemberJoined', joined, { key: workspaceId });
  await teller.close();
  const caller: UserClaims = fakeCaller({ workspaceId, userId, steppedUpUntil: new Date(Date.now() + HOUR) });
  const { value } = await eventually(() => client.revealMyDeveloperToken({ workspaceId }, { caller }), {
    within: 20_000,
  });
  const reset = async () => (await client.resetMyDeveloperToken({ workspaceId, reason: 'routine' }, { caller })).value;
  return { name: userId, token: value, reset };
}

describe('the checker of Property S can fail', () => {
  test('it finds no late grant when the token service waits for the facts', async () => {
    const client = await tokenService();
    const history = await raceResets({ subjects: [await subjectOf(client)], doors: [[door]], rounds });
    client.close();
    expect(history).toMatchObject({ resets: rounds, lateGrants: [], wrongs: [] });
  }, 300_000);

  test('it finds late grants when the answer comes before the facts are acknowledged', async () => {
    const client = await tokenService({ confirm: async () => {} });
    const history = await raceResets({ subjects: [await subjectOf(client)], doors: [[door]], rounds });
    client.close();
    expect(history.lateGrants.length).toBeGreaterThan(0);
  }, 300_000);
});
