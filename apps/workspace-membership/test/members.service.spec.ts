import { afterAll, expect, test } from '@jest/globals';
import { workspace as wire } from '@platform/contracts';
import { newId } from '@platform/kernel';
import { allPermissions, roleDefaults } from '@platform/permissions';
import { eventually, holdBackFacts, uniqueName } from '@platform/testing';
import { initialMembership } from '../src/domain/membership.ts';
import { addMember, foundWorkspace, openHouse } from './house.ts';

const house = await openHouse();
const { client, facts, kafka } = house;
afterAll(() => house.stop());

const membershipFactOf = (userId: string) => facts.inForce('membership').find(({ value }) => value.userId === userId);
const whoIs = (userId: string, workspaceId: string) => house.resolve({ userId, workspaceId });

test('members are listed page by page, each once, in the order in which they joined', async () => {
  const { workspaceId, admin, memberId } = await foundWorkspace(house);
  const others = [];
  for (let n = 0; n < 4; n += 1) others.push((await addMember(house, workspaceId)).memberId);

  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await client.listMembers({ workspaceId, pageSize: 2, pageToken }, { caller: admin });
    expect(page.members.length).toBeLessThanOrEqual(2);
    expect(page.totalSize).toBe(5n);
    seen.push(...page.members.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual([memberId, ...others]);
});

test('members are counted up to 10,000; of more no total is told (contract §4.4)', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const born = () => {
    const [_id, userId] = [newId('mem'), newId('usr')];
    const state = { ...initialMembership(_id), workspaceId, userId, status: 'active' as const };
    return { _id, version: 1, state, updated_at: new Date() };
  };
  const memberships = house.db.mongo.collection<ReturnType<typeof born>>('memberships');
  await memberships.insertMany(Array.from({ length: 9_999 }, born));
  const list = () => client.listMembers({ workspaceId, pageSize: 1 }, { caller: admin });
  expect(await list()).toMatchObject({ totalSize: 10_000n, totalIsEstimate: false });
  await memberships.insertOne(born());
  expect(await list()).toMatchObject({ totalSize: 0n, totalIsEstimate: true });
});

test('a page token of another workspace is refused', async () => {
  const [one, other] = [await foundWorkspace(house), await foundWorkspace(house)];
  await addMember(house, one.workspaceId);
  const page = await client.listMembers({ workspaceId: one.workspaceId, pageSize: 1 }, { caller: one.admin });
  expect(page.nextPageToken).not.toBe('');
  for (const pageToken of [page.nextPageToken, 'garbage', '$gt']) {
    const refused = client.listMembers({ workspaceId: other.workspaceId, pageToken }, { caller: other.admin });
    await expect(refused).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID', metadata: { field: 'page_token' } });
  }
  const tooMany = client.listMembers({ workspaceId: one.workspaceId, pageSize: 201 }, { caller: one.admin });
  await expect(tooMany).rejects.toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ field: 'page_size' }] });
});

test('everybody sees their own membership; others need members.read', async () => {
  const { workspaceId, memberId, userId, admin } = await foundWorkspace(house);
  const bare = { ...admin, permissions: [] };
  expect((await client.getMember({ workspaceId, memberId }, { caller: bare })).member?.userId).toBe(userId);
  const other = await addMember(house, workspaceId);
  const refused = client.getMember({ workspaceId, memberId: other.memberId }, { caller: bare });
  await expect(refused).rejects.toMatchObject({ metadata: { permission: 'members.read' } });
  const elsewhere = await foundWorkspace(house);
  const hidden = client.getMember({ workspaceId, memberId: elsewhere.memberId }, { caller: admin });
  await expect(hidden).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
});

test('the gateway learns who somebody is; who is not in, or no longer, learns nothing', async () => {
  const { workspaceId, userId, admin } = await foundWorkspace(house);
  expect(await whoIs(userId, workspaceId)).toMatchObject({
    ...{ workspace: { id: workspaceId, name: 'Acme' } },
    member: { userId, role: wire.Role.ADMIN, permissions: allPermissions },
  });
  const guest = await addMember(house, workspaceId);
  expect((await whoIs(guest.userId, workspaceId)).member?.permissions).toEqual(roleDefaults.member);
  await client.removeMember({ workspaceId, memberId: guest.memberId }, { caller: admin });
  for (const outsider of [guest.userId, newId('usr')]) {
    await expect(whoIs(outsider, workspaceId)).rejects.toMatchObject({ reason: 'WORKSPACE_NOT_FOUND' });
  }
});

test('a removed member is out before the answer, and the others hear of it', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { userId, memberId } = await addMember(house, workspaceId);
  expect(membershipFactOf(userId)).toMatchObject({ version: 1, value: { active: true } });

  const { member } = await client.removeMember({ workspaceId, memberId, reason: 'left' }, { caller: admin });
  expect(member).toMatchObject({ status: wire.MembershipStatus.REMOVED, permissions: [], revision: 2n });
  expect(membershipFactOf(userId)).toMatchObject({ version: 2, value: { active: false, membershipId: memberId } });
  const { members } = await client.listMembers({ workspaceId }, { caller: admin });
  expect(members.map(({ id }) => id)).not.toContain(memberId);

  const [event] = await eventually(() => {
    const events = kafka.events('workspace.v1.MemberRemoved', workspaceId);
    expect(events).toHaveLength(1);
    return events;
  });
  expect(event?.data).toMatchObject({ workspaceId, membershipId: memberId, userId, reason: 'left' });
  expect(event?.actor?.id).toBe(admin.userId);

  const again = client.removeMember({ workspaceId, memberId }, { caller: admin });
  await expect(again).rejects.toMatchObject({ reason: 'MEMBER_NOT_ACTIVE', metadata: { state: 'removed' } });
});

test('events say who did it, from which address and through which request', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { memberId } = await addMember(house, workspaceId);
  const requestId = newId('req');
  const options = { caller: admin, requestId, ip: '203.0.113.7' };
  await client.removeMember({ workspaceId, memberId }, options);
  const name = { name: 'Acme', callerEmail: 'maya@example.com', callerName: 'Maya' };
  const { workspace } = await client.createWorkspace(name, options);
  const asked = {
    ...{ actor: { type: 'user', id: admin.userId, ip: '203.0.113.7' } },
    ...{ causationId: requestId, correlationId: requestId },
  };
  await eventually(() => {
    expect(kafka.events('workspace.v1.MemberRemoved', workspaceId)).toMatchObject([asked]);
    expect(kafka.events('workspace.v1.MemberJoined', workspace?.id ?? '')).toMatchObject([asked]);
    expect(kafka.events('workspace.v1.WorkspaceCreated', workspace?.id ?? '')).toMatchObject([asked]);
  });
});

test('while activation is away a removal is never answered OK, and is done all the same', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { userId, memberId } = await addMember(house, workspaceId);
  const options = { caller: admin, idempotencyKey: uniqueName('key') };
  const remove = () => client.removeMember({ workspaceId, memberId, reason: 'left' }, options);

  facts.setBroken(true);
  const unconfirmed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'activation', committed: 'true' } };
  await expect(remove()).rejects.toMatchObject(unconfirmed);
  await expect(remove()).rejects.toMatchObject(unconfirmed);
  expect(membershipFactOf(userId)).toMatchObject({ value: { active: true } });

  facts.setBroken(false);
  expect((await remove()).member).toMatchObject({ id: memberId, status: wire.MembershipStatus.REMOVED });
  expect(membershipFactOf(userId)).toMatchObject({ value: { active: false } });
});

test('who asks anew is told that the member is removed already only when no activation lets them in (S-17)', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { userId, memberId } = await addMember(house, workspaceId);
  const remove = () =>
    client.removeMember({ workspaceId, memberId }, { caller: admin, idempotencyKey: uniqueName('key') });

  facts.setBroken(true);
  await expect(remove()).rejects.toMatchObject({ metadata: { committed: 'true' } });
  await holdBackFacts(house.db.mongo);
  await expect(remove()).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE', metadata: { committed: 'false' } });
  facts.setBroken(false);
  await expect(remove()).rejects.toMatchObject({ reason: 'MEMBER_NOT_ACTIVE', metadata: { state: 'removed' } });
  expect(membershipFactOf(userId)).toMatchObject({ value: { active: false } });
});

test('facts that nobody asks for again are driven by the relay', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { userId, memberId } = await addMember(house, workspaceId);
  facts.setBroken(true);
  await expect(client.removeMember({ workspaceId, memberId }, { caller: admin })).rejects.toMatchObject({
    metadata: { committed: 'true' },
  });
  facts.setBroken(false);
  await eventually(() => expect(membershipFactOf(userId)).toMatchObject({ value: { active: false } }), {
    within: 15_000,
  });
});

test('two admins who remove each other at once: one of them stays', async () => {
  const another = await house.startAnother();
  for (let round = 0; round < 5; round += 1) {
    const { workspaceId, admin, memberId } = await foundWorkspace(house);
    const second = await addMember(house, workspaceId, 'admin');
    const removals = await Promise.allSettled([
      client.removeMember({ workspaceId, memberId: second.memberId }, { caller: admin }),
      another.client.removeMember({ workspaceId, memberId }, { caller: { ...admin, userId: second.userId } }),
    ]);
    expect(removals.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = removals.find((one) => one.status === 'rejected');
    expect(refused).toMatchObject({ reason: { reason: 'LAST_ADMIN' } });
    const { members } = await client.listMembers({ workspaceId }, { caller: admin });
    expect(members).toHaveLength(1);
  }
});

test('the last admin cannot be removed', async () => {
  const { workspaceId, admin, memberId, userId } = await foundWorkspace(house);
  await addMember(house, workspaceId);
  const refused = client.removeMember({ workspaceId, memberId }, { caller: admin });
  await expect(refused).rejects.toMatchObject({ reason: 'LAST_ADMIN' });
  expect(membershipFactOf(userId)).toMatchObject({ version: 1, value: { active: true } });
});

test('validate_only removes nobody, and says when it would be refused', async () => {
  const { workspaceId, admin, memberId } = await foundWorkspace(house);
  const other = await addMember(house, workspaceId);
  const options = { caller: admin, validateOnly: true };
  const { member } = await client.removeMember({ workspaceId, memberId: other.memberId }, options);
  expect(member?.status).toBe(wire.MembershipStatus.REMOVED);
  expect((await client.listMembers({ workspaceId }, { caller: admin })).members).toHaveLength(2);
  await expect(client.removeMember({ workspaceId, memberId }, options)).rejects.toMatchObject({ reason: 'LAST_ADMIN' });
});

test('members are called what they call themselves, in each workspace; late news change nothing', async () => {
  const { workspaceId, userId, admin, memberId } = await foundWorkspace(house);
  const profile = (name: string) => ({ userId, email: 'maya@example.org', name, locale: 'en', timeZone: 'UTC' });
  const told = { key: userId, subject: userId, workspaceId: '' };
  await house.teller.tell('identity.v1.UserUpdated', profile('Maya Lee'), { ...told, sequence: 7 });
  await house.teller.tell('identity.v1.UserUpdated', profile('Old name'), { ...told, sequence: 6 });
  await house.service.settle();
  const { member } = await client.getMember({ workspaceId, memberId }, { caller: admin });
  expect(member).toMatchObject({ name: 'Maya Lee', email: 'maya@example.org' });
});
