import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { activation as wire } from '@platform/contracts';
import { CodedError } from '@platform/kernel';
import { eventually, fakeCaller, overhear } from '@platform/testing';
import type { DecisionRecord } from '../src/record/record.ts';
import { grpcDoor, type Heard, httpDoor } from './doors.ts';
import { environment, house, neighbours } from './house.ts';
import { serviceProcess } from './process.ts';
import { ci, developer, legacyHolder } from './world.ts';

const activation = await house();
const kafka = await overhear(activation.env.KAFKA_BROKERS?.split(',') ?? [], [
  'activation.v1.ActivationGranted',
  'activation.v1.ActivationRefused',
  'activation.v1.LegacyCredentialUsed',
]);
afterAll(async () => {
  await kafka.stop();
  await activation.stop();
});
const door = grpcDoor(activation);
const decisions = activation.db.mongo.collection<{ _id: string; record: string }>('decisions');

describe('what others are told', () => {
  test('a granted activation, once, however often the session asks', async () => {
    const world = developer();
    await activation.tell(world);
    const heard: Heard[] = [];
    for (let time = 0; time < 3; time += 1) heard.push(await door.ask(world.request));
    expect(new Set(heard.map(({ activationId }) => activationId)).size).toBe(1);
    expect(new Set(heard.map(({ decisionId }) => decisionId)).size).toBe(3);
    await activation.service.settle();
    await eventually(() => kafka.events('activation.v1.ActivationGranted', world.workspaceId).length > 0);
    const [event, ...more] = kafka.events('activation.v1.ActivationGranted', world.workspaceId);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      source: '/activation',
      subject: heard[0]?.activationId,
      workspaceId: world.workspaceId,
      data: {
        activationId: heard[0]?.activationId,
        decisionId: heard[0]?.decisionId,
        userId: world.userId,
        sessionId: world.request.sessionId,
        productVersion: '4.0.0',
      },
    });
    expect(event?.data.machineId).not.toContain('0c49752c');
  });

  test('a refusal with all of its reasons; a legacy key that was used, granted or not', async () => {
    const world = legacyHolder('api');
    await activation.tell(world);
    const granted = await door.ask(world.request);
    world.assignment = undefined;
    if (world.membership) world.membership.active = false;
    const other = legacyHolder('api');
    other.assignment = undefined;
    if (other.membership) other.membership.active = false;
    await activation.tell(other);
    const refused = await door.ask(other.request);
    await activation.service.settle();
    const used = (about: string) => kafka.events('activation.v1.LegacyCredentialUsed', about);
    await eventually(() => used(world.workspaceId).length === 1 && used(other.workspaceId).length === 1);
    expect(used(world.workspaceId)[0]?.data).toMatchObject({ granted: true, decisionId: granted.decisionId });
    expect(used(other.workspaceId)[0]?.data).toMatchObject({ granted: false, decisionId: refused.decisionId });
    const [event] = kafka.events('activation.v1.ActivationRefused', other.workspaceId);
    expect(event?.data).toMatchObject({
      reason: 'LEGACY_KEY_ORPHANED',
      allReasons: ['LEGACY_KEY_ORPHANED'],
    });
  });

  test('an unknown credential is told under its decision', async () => {
    const { decisionId } = await door.ask(developer().request);
    await activation.service.settle();
    await eventually(() => kafka.events('activation.v1.ActivationRefused', decisionId).length === 1);
  });
});

test('a killed process loses no decision that it answered, and tells nobody twice', async () => {
  const around = await environment();
  const process = await serviceProcess(around.env);
  const clients = neighbours(around, process.grpc);
  const world = developer();
  await clients.tell(world);
  const ask = (sessionId: string) => grpcDoor({ ...clients, url: '' }).ask({ ...world.request, sessionId });
  const answered: Heard[] = [];
  for (let burst = 0; burst < 10; burst += 1)
    answered.push(...(await Promise.all(Array.from({ length: 20 }, () => ask(randomUUID())))));
  await process.kill();
  clients.close();

  const kept = around.db.mongo.collection<{ _id: string }>('decisions');
  const left = readdirSync(around.journal).map((file) => readFileSync(join(around.journal, file), 'utf8'));
  expect(left.join('').split('\n').length).toBeGreaterThan(1);
  expect(await kept.countDocuments()).toBeLessThan(answered.length);

  const next = await serviceProcess(around.env);
  await eventually(async () => (await kept.countDocuments()) >= answered.length);
  const ids = (await kept.find().toArray()).map(({ _id }) => _id).sort();
  expect(ids).toEqual(answered.map(({ decisionId }) => decisionId).sort());
  expect(readdirSync(around.journal)).toEqual([]);
  // What was sent when it was killed, and not marked yet, comes once more under its own id: listeners take it once.
  const told = () => new Set(kafka.events('activation.v1.ActivationGranted', world.workspaceId).map(({ id }) => id));
  await eventually(() => told().size >= answered.length);
  expect(told().size).toBe(answered.length);
  expect(await next.stop()).toBe(0);
  await around.forget();
});

test('an orderly stop leaves nothing in the journal', async () => {
  const around = await environment();
  const process = await serviceProcess(around.env);
  const clients = neighbours(around, process.grpc);
  const { decisionId } = await grpcDoor({ ...clients, url: '' }).ask(developer().request);
  clients.close();
  expect(await process.stop()).toBe(0);
  expect(readdirSync(around.journal)).toEqual([]);
  expect(await around.db.mongo.collection<{ _id: string }>('decisions').findOne({ _id: decisionId })).toBeTruthy();
  await around.forget();
});

describe('an explanation', () => {
  const world = developer();
  world.assignment = undefined;
  const { workspaceId } = world;
  const asked = activation.tell(world).then(() => door.ask(world.request));
  const explain = async (
    caller: Parameters<typeof fakeCaller>[0],
    about: Partial<wire.ExplainDecisionRequest> = {},
  ) => {
    const { decisionId } = await asked;
    const request = { workspaceId, decisionId, ...about };
    return activation.gateway.explainDecision(request, { caller: fakeCaller({ workspaceId, ...caller }) }).then(
      ({ decision }) => decision?.reason,
      (error: unknown) => (error instanceof CodedError ? error.reason : error),
    );
  };

  test('is given to whom it is about and to those who may read activations, and to nobody else', async () => {
    expect(await explain({ userId: world.userId, permissions: [] })).toBe('LICENSE_NOT_ASSIGNED');
    expect(await explain({ permissions: ['activations.read'] })).toBe('LICENSE_NOT_ASSIGNED');
    expect(await explain({ permissions: [] })).toBe('PERMISSION_REQUIRED');
    expect(await explain({ workspaceId: developer().workspaceId })).toBe('WORKSPACE_NOT_FOUND');
    const other = developer().workspaceId;
    expect(await explain({ workspaceId: other }, { workspaceId: other })).toBe('RESOURCE_NOT_FOUND');
    expect(await explain({}, { decisionId: 'dec_none' })).toBe('RESOURCE_NOT_FOUND');
    const { decisionId } = await asked;
    const anonymous = activation.emulator.explainDecision({ workspaceId, decisionId });
    await expect(anonymous).rejects.toMatchObject({ reason: 'UNAUTHENTICATED' });
  });

  test('shows every step with the version of the fact it looked at', async () => {
    const { decisionId } = await asked;
    const caller = fakeCaller({ workspaceId });
    const { decision } = await activation.gateway.explainDecision({ workspaceId, decisionId }, { caller });
    expect(decision?.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      ...['D-1 pass', 'D-2 pass', 'D-3 pass', 'D-4 pass', 'D-5 pass', 'D-6 skip', 'D-7 pass', 'D-9 pass', 'D-10 pass'],
      ...['D-11 pass', 'D-12 fail'],
    ]);
    expect(decision?.dataRevisions).toMatchObject({ credential: 1n, membership: 1n, subscription: 1n });
    expect(decision?.latencyUs).toBeGreaterThan(0);
  });
});

test('outstanding leases are counted by emulator, not by lease', async () => {
  const world = developer();
  await activation.tell(world);
  for (const sessionId of [randomUUID(), randomUUID(), world.request.sessionId, world.request.sessionId])
    await door.ask({ ...world.request, sessionId });
  const { credentialId = '' } = world.credential ?? {};
  const { outstanding, latestNotAfter, holders } = await activation.owner('token').countLeases({ credentialId });
  expect(outstanding).toBe(3);
  expect((latestNotAfter?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  expect(holders).toHaveLength(3);
  expect(new Set(holders.map(({ machine }) => machine)).size).toBe(1);
  for (const { machine, productVersion, leaseNotAfter } of holders) {
    expect(machine).not.toContain(world.request.machine?.machineId);
    expect(productVersion).toBe(world.request.product?.version);
    expect(leaseNotAfter?.getTime()).toBeLessThanOrEqual(latestNotAfter?.getTime() ?? 0);
  }
  expect(await activation.owner('token').countLeases({ credentialId: 'tok_none' })).toEqual({
    ...{ outstanding: 0, latestNotAfter: undefined, holders: [] },
  });
});

describe('a request that is as large as a door takes, for a token that nobody made', () => {
  const { request } = developer();
  const evidence = Array.from({ length: 90 }, () => 'E'.repeat(600));
  const large = { ...request, ci: { ...ci, evidence, job: 'j'.repeat(2_000) } };

  test.each([grpcDoor(activation), httpDoor(activation)].map((each) => [each.name, each] as const))(
    'is answered and kept shortened: over %s',
    async (_name, each) => {
      const { reasons, messages, decisionId } = await each.ask(large);
      expect(reasons).toEqual(['REQUEST_INVALID', 'CREDENTIAL_UNKNOWN', 'DEVELOPER_TOKEN_IN_CI']);
      expect(messages.join('').length).toBeLessThan(3_000);
      await activation.service.settle();
      const kept = (await decisions.findOne({ _id: decisionId }))?.record ?? '';
      expect(kept.length).toBeLessThan(16_000);
      const { steps } = JSON.parse(kept) as DecisionRecord;
      expect(Math.max(...steps.map(([, , , detail]) => detail.length))).toBe(255);
    },
  );
});

test('the value of a credential is in no decision, no event, no journal and no log', async () => {
  const canary = developer();
  await activation.tell(canary);
  await door.ask(canary.request);
  await httpDoor(activation).ask(canary.request);
  const journal = readdirSync(activation.journal).map((file) => readFileSync(join(activation.journal, file), 'utf8'));
  await activation.service.settle();
  const dump: string[] = [];
  for (const name of ['facts', 'decisions', 'activations', 'outbox'])
    dump.push(JSON.stringify(await activation.db.mongo.collection(name).find().toArray()));
  const outbox = await activation.db.mongo.collection<{ value: Buffer }>('outbox').find().toArray();
  const bytes = outbox.map(({ value }) => Buffer.from(value).toString('latin1'));
  const everything = [...journal, ...dump, ...bytes, activation.log.text()].join('\n');
  expect(everything).toContain(canary.workspaceId);
  expect(everything).not.toContain(canary.value);
  expect(everything).not.toContain(canary.value.slice(5, 25));
});

test('a full disk stops no activation, and it is said', async () => {
  const world = developer();
  await activation.tell(world);
  await eventually(() => activation.service.context.recorder.unwritten() === 0);
  // A folder that is gone takes no new file, whoever asks: even root cannot write there.
  rmSync(activation.journal, { recursive: true, force: true });
  writeFileSync(activation.journal, '');
  try {
    const { granted, decisionId } = await door.ask(world.request);
    expect(granted).toBe(true);
    expect(activation.service.context.recorder.problems()).toHaveLength(1);
    await activation.service.settle();
    expect(await decisions.findOne({ _id: decisionId })).toBeTruthy();
  } finally {
    rmSync(activation.journal);
    mkdirSync(activation.journal);
    chmodSync(activation.journal, 0o700);
  }
  await door.ask(world.request);
  expect(activation.service.context.recorder.problems()).toEqual([]);
});
