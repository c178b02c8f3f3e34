import { afterAll, expect, test } from '@jest/globals';
import { workspace as wire } from '@platform/contracts';
import { newId } from '@platform/kernel';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { eventually, freePort, uniqueName } from '@platform/testing';
import { addMember, foundWorkspace, openHouse } from './house.ts';

const house = await openHouse();
afterAll(() => house.stop());

const request = {
  name: ' Acme ',
  kind: wire.WorkspaceKind.COMPANY,
  callerEmail: 'maya@example.com',
  callerName: 'Maya',
};

test('whoever creates a workspace is its Admin with full permissions (S-24, S-26)', async () => {
  const caller = { userId: newId('usr') };
  const { workspace, member } = await house.client.createWorkspace(request, { caller });
  expect(workspace).toMatchObject({ name: 'Acme', kind: request.kind, status: wire.WorkspaceStatus.ACTIVE });
  expect(workspace?.slug).toMatch(/^acme-/);
  expect(member).toMatchObject({
    ...{ workspaceId: workspace?.id, userId: caller.userId, name: 'Maya', email: 'maya@example.com' },
    ...{ role: wire.Role.ADMIN, status: wire.MembershipStatus.ACTIVE, permissions: allPermissions },
  });
});

test('the facts are applied before the answer, the events arrive after it', async () => {
  const { workspaceId, userId, memberId } = await foundWorkspace(house);
  const { facts, kafka } = house;
  const about = (fact: { value: { workspaceId: string } }) => fact.value.workspaceId === workspaceId;
  expect(facts.inForce('membership').filter(about)).toEqual([
    { version: 1, value: { workspaceId, userId, membershipId: memberId, active: true, since: expect.any(Date) } },
  ]);
  expect(facts.inForce('workspace').filter(about)).toMatchObject([{ value: { name: 'Acme', status: 'active' } }]);

  const [joined] = await eventually(() => {
    const events = kafka.events('workspace.v1.MemberJoined', workspaceId);
    expect(events).toHaveLength(1);
    return events;
  });
  expect(joined?.data).toMatchObject({
    ...{ workspaceId, membershipId: memberId, userId, first: true, workspaceName: 'Acme' },
    ...{ name: 'Maya', email: `${userId}@example.com`, role: wire.Role.ADMIN },
  });
  expect(joined?.actor).toMatchObject({ type: 'user', id: userId });
  await eventually(() => expect(kafka.events('workspace.v1.WorkspaceCreated', workspaceId)).toHaveLength(1));
});

test('one workspace per idempotency key: the same answer again, also when asked at once', async () => {
  const options = { caller: { userId: newId('usr') }, idempotencyKey: uniqueName('key') };
  const first = await house.client.createWorkspace(request, options);
  expect(await house.client.createWorkspace(request, options)).toEqual(first);
  const { workspaces } = await house.client.listMyWorkspaces({}, options);
  expect(workspaces).toHaveLength(1);

  const reused = house.client.createWorkspace({ ...request, name: 'Other' }, options);
  await expect(reused).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });

  const atOnce = { caller: { userId: newId('usr') }, idempotencyKey: uniqueName('key') };
  await Promise.allSettled([1, 2, 3, 4].map(() => house.client.createWorkspace(request, atOnce)));
  expect((await house.client.listMyWorkspaces({}, atOnce)).workspaces).toHaveLength(1);
});

test('the key of one person is not the key of another', async () => {
  const idempotencyKey = uniqueName('key');
  const answers = await Promise.all(
    [newId('usr'), newId('usr')].map((userId) =>
      house.client.createWorkspace(request, { caller: { userId }, idempotencyKey }),
    ),
  );
  expect(new Set(answers.map(({ workspace }) => workspace?.id)).size).toBe(2);
});

test('validate_only says what would be and writes nothing', async () => {
  const caller = { userId: newId('usr') };
  const { workspace } = await house.client.createWorkspace(request, { caller, validateOnly: true });
  expect(workspace?.name).toBe('Acme');
  expect((await house.client.listMyWorkspaces({}, { caller })).workspaces).toEqual([]);
});

test.each([
  ['no name', { name: '  ' }, 'name'],
  ['a name that is too long', { name: 'x'.repeat(101) }, 'name'],
  ['a name with a line break', { name: 'Acme\nBcc: all' }, 'name'],
  ['a kind that there is not', { kind: 99 as wire.WorkspaceKind }, 'kind'],
  ['no address of the caller', { callerEmail: '' }, 'caller_email'],
])('%s is refused naming the field', async (_, wrong, field) => {
  const refused = house.client.createWorkspace({ ...request, ...wrong }, { caller: { userId: newId('usr') } });
  await expect(refused).rejects.toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ field }] });
});

test('my workspaces are those I am in, with my role and permissions in each', async () => {
  const mine = await foundWorkspace(house, 'Mine');
  const { workspaceId } = await foundWorkspace(house, 'Theirs');
  const { userId } = await addMember(house, workspaceId);
  const list = async (caller: { userId: typeof userId }) =>
    (await house.client.listMyWorkspaces({}, { caller })).workspaces;
  expect(await list(mine)).toMatchObject([{ workspace: { name: 'Mine' }, role: wire.Role.ADMIN }]);
  expect(await list({ userId })).toMatchObject([
    { workspace: { name: 'Theirs' }, role: wire.Role.MEMBER, permissions: roleDefaults.member },
  ]);
  expect(await list({ userId: newId('usr') })).toEqual([]);
});

test('one person can be in several workspaces, with a membership in each (S-5)', async () => {
  const caller = { userId: newId('usr') };
  const names = ['One', 'Two'];
  const made = [];
  for (const name of names) made.push(await house.client.createWorkspace({ ...request, name }, { caller }));
  expect(new Set(made.map(({ member }) => member?.id)).size).toBe(2);
  const { workspaces } = await house.client.listMyWorkspaces({}, { caller });
  expect(workspaces.map(({ workspace }) => workspace?.name).toSorted()).toEqual(names);
});

test('roles and permissions are told as the catalogue has them (S-20, S-25)', async () => {
  const { admin } = await foundWorkspace(house);
  const { roles } = await house.client.listRoles({}, { caller: admin });
  expect(roles.map(({ displayName }) => displayName)).toEqual(['Admin', 'Member']);
  const { permissions } = await house.client.listPermissions({}, { caller: admin });
  expect(permissions.map(({ name }) => name)).toEqual(allPermissions);
});

test('while Kafka is away a workspace is created all the same, and its events leave once Kafka is back', async () => {
  const nobody = [`127.0.0.1:${await freePort()}`];
  const cutOff = await house.startAnother({ KAFKA_BROKERS: nobody, MONGO_DATABASE: uniqueName('cut-off') });
  const { workspaceId, admin } = await foundWorkspace(cutOff);
  expect(cutOff.service.problems()).toEqual([]);
  expect((await cutOff.client.getWorkspace({ workspaceId }, { caller: admin })).workspace?.id).toBe(workspaceId);
  const { mongo } = cutOff.service.context;
  const { name: MONGO_DATABASE } = mongo.connection;
  const owed = (await mongo.outbox.unsent('kafka', 10)).map(({ type }) => type);
  expect(owed.toSorted()).toEqual(['workspace.v1.MemberJoined', 'workspace.v1.WorkspaceCreated']);

  await cutOff.service.stop();
  const back = await house.startAnother({ MONGO_DATABASE });
  await eventually(() => expect(house.kafka.events('workspace.v1.MemberJoined', workspaceId)).toHaveLength(1), {
    within: 30_000,
  });
  await back.service.context.mongo.connection.dropDatabase();
});
