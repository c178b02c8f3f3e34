import { afterAll, expect, test } from '@jest/globals';
import { licensing as wire } from '@platform/contracts';
import { after, DAY, manualClock, newId, type UserId } from '@platform/kernel';
import { eventually, holdBackFacts, uniqueName } from '@platform/testing';
import { initialSeat, seatId } from '../src/domain/seat.ts';
import { join, longEnough, openHouse, someAdmin, tellJoined, tellRemoved, withTrial } from './house.ts';

const clock = manualClock(new Date('2026-03-01T10:00:00.000Z'));
const house = await openHouse(clock);
const { client, facts, kafka } = house;
afterAll(() => house.stop());

const factOf = (userId: string) => facts.inForce('assignment').find(({ value }) => value.userId === userId);

test('a member is given a license, and the next activation sees it (S-37, S-40)', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const [userId = ''] = await join(house, workspaceId);
  const { assignment, pool } = await client.assignLicense({ workspaceId, userId }, { caller: admin });
  expect(assignment).toMatchObject({ workspaceId, userId, poolId, source: 'manual', assignedBy: admin.userId });
  expect(pool).toMatchObject({ id: poolId, used: 2, free: 3 });
  expect(factOf(userId)?.value).toMatchObject({ active: true, assignmentId: assignment?.id, poolId });

  await eventually(() => {
    const events = kafka.events('licensing.v1.LicenseAssigned', workspaceId);
    expect(events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ userId, source: 'manual', assignmentId: assignment?.id }),
    );
  }, longEnough);
  const caller = { userId: userId as UserId, workspaceId, permissions: [] };
  expect(await client.getMyLicense({ workspaceId }, { caller })).toMatchObject({
    ...{ state: wire.LicenseState.ASSIGNED_VALID, fix: '', assignment: { id: assignment?.id } },
    why: expect.stringMatching(/^A license of the plan Trial is assigned to you/),
  });
});

test('a license is taken away before the answer, and may be given again at any time (S-38, S-39)', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const [userId = ''] = await join(house, workspaceId);
  await client.assignLicense({ workspaceId, userId }, { caller: admin });
  const { pool } = await client.unassignLicense({ workspaceId, userId, reason: 'other project' }, { caller: admin });
  expect(pool).toMatchObject({ used: 1, free: 4 });
  const taken = factOf(userId);
  expect(taken?.value).toMatchObject({ active: false, why: 'unassigned' });
  await eventually(() => {
    const [event] = kafka.events('licensing.v1.LicenseUnassigned', workspaceId);
    expect(event?.data).toMatchObject({
      ...{ userId, endReason: 'unassigned', endedBy: admin.userId, reason: 'other project' },
    });
  }, longEnough);
  const seat = await house.service.context.seats.find(seatId(workspaceId, userId));
  expect(seat?.state.ended).toMatchObject({ reason: 'unassigned', note: 'other project' });
  const caller = { userId: userId as UserId, workspaceId, permissions: [] };
  expect(await client.getMyLicense({ workspaceId }, { caller })).toMatchObject({
    ...{ state: wire.LicenseState.NONE, assignment: undefined },
    ...{ why: expect.stringMatching(/^Your license was taken back/), fix: expect.stringMatching(/^Ask an admin/) },
  });

  await client.assignLicense({ workspaceId, userId }, { caller: admin });
  expect(factOf(userId)?.value.active).toBe(true);
  expect(factOf(userId)?.version).toBeGreaterThan(taken?.version ?? Number.NaN);
});

test('events say who did it, from which address and through which request', async () => {
  const admin = someAdmin();
  const { workspaceId } = admin;
  const [starts, takes, gives] = [newId('req'), newId('req'), newId('req')];
  const from = (requestId: string) => ({ caller: admin, requestId, ip: '203.0.113.7' });
  const whose = { workspaceId, userId: admin.userId };
  await client.startTrial({ workspaceId }, from(starts));
  await client.unassignLicense(whose, from(takes));
  await client.assignLicense(whose, from(gives));
  const actor = { type: 'user', id: admin.userId, ip: '203.0.113.7' };
  const asked = (requestId: string) => ({ actor, causationId: requestId, correlationId: requestId });
  await eventually(() => {
    expect(kafka.events('licensing.v1.TrialStarted', workspaceId)).toMatchObject([asked(starts)]);
    expect(kafka.events('licensing.v1.LicenseUnassigned', workspaceId)).toMatchObject([asked(takes)]);
    expect(kafka.events('licensing.v1.LicenseAssigned', workspaceId)).toMatchObject([asked(starts), asked(gives)]);
  }, longEnough);
});

test('what cannot be given is refused with the reason', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const options = { caller: admin };
  const [userId = ''] = await join(house, workspaceId);
  const assign = (request: object) => client.assignLicense({ workspaceId, userId, ...request }, options);

  await expect(assign({ userId: newId('usr') })).rejects.toMatchObject({
    ...{ reason: 'MEMBER_NOT_ACTIVE', metadata: { state: 'unknown' } },
  });
  const { poolId: elsewhere } = await withTrial(house);
  for (const foreign of [elsewhere, newId('lic')]) {
    await expect(assign({ poolId: foreign })).rejects.toMatchObject({ reason: 'LICENSE_POOL_NOT_FOUND' });
  }
  await expect(client.unassignLicense({ workspaceId, userId }, options)).rejects.toMatchObject({
    reason: 'NOT_ASSIGNED',
  });
  await assign({ poolId });
  await expect(assign({})).rejects.toMatchObject({ reason: 'ALREADY_ASSIGNED', metadata: { pool_id: poolId } });
  const { pools } = await client.listLicensePools({ workspaceId }, options);
  expect(pools).toMatchObject([{ used: 2 }]);
});

test('without a running subscription no license is given, and the refusal says its status', async () => {
  const nobody = someAdmin();
  await join(house, nobody.workspaceId, [nobody.userId], true);
  const assign = (caller: ReturnType<typeof someAdmin>) =>
    client.assignLicense({ workspaceId: caller.workspaceId, userId: caller.userId }, { caller });
  await expect(assign(nobody)).rejects.toMatchObject({
    ...{ reason: 'SUBSCRIPTION_NOT_ACTIVE', metadata: { status: 'none' } },
  });
  const { admin, workspaceId } = await withTrial(house);
  await client.unassignLicense({ workspaceId, userId: admin.userId }, { caller: admin });
  const now = clock.now();
  clock.set(after(now, 14 * DAY));
  await expect(assign(admin)).rejects.toMatchObject({
    ...{ reason: 'SUBSCRIPTION_NOT_ACTIVE', metadata: { status: 'expired' } },
  });
  clock.set(now);
});

test('the sixth person gets no license of a trial, and learns why', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const users = await join(
    house,
    workspaceId,
    [1, 2, 3, 4, 5].map(() => newId('usr')),
  );
  for (const userId of users.slice(0, 4)) await client.assignLicense({ workspaceId, userId }, { caller: admin });
  await expect(client.assignLicense({ workspaceId, userId: users[4] ?? '' }, { caller: admin })).rejects.toMatchObject({
    reason: 'NO_SEATS_AVAILABLE',
    metadata: {
      ...{ total: '5', used: '5', reserved: '0', effective_cap: '5' },
      why: '5 of 5 are assigned, 0 are reserved for invitations.',
    },
  });
  expect(factOf(users[4] ?? '')).toBeUndefined();
});

test('people may take a free license for themselves only with the permission for it', async () => {
  const { workspaceId } = await withTrial(house);
  const [userId, other] = await join(house, workspaceId, [newId('usr'), newId('usr')]);
  if (!userId || !other) throw new TypeError('two people were to join');
  const assign = (permissions: readonly 'licenses.assign_self'[], whom: UserId) =>
    client.assignLicense({ workspaceId, userId: whom }, { caller: { userId, workspaceId, permissions } });
  await expect(assign([], userId)).rejects.toMatchObject({ reason: 'SELF_ASSIGN_NOT_ALLOWED' });
  await expect(assign(['licenses.assign_self'], other)).rejects.toMatchObject({
    ...{ reason: 'PERMISSION_REQUIRED', metadata: { permission: 'licenses.assign' } },
  });
  expect((await assign(['licenses.assign_self'], userId)).assignment?.source).toBe('self');
});

test('whoever joins may be given a license; whoever leaves gives it back, once, and activation is told', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const userId = newId('usr');
  await tellJoined(house, workspaceId, userId);
  await client.assignLicense({ workspaceId, userId }, { caller: admin });
  await tellRemoved(house, workspaceId, userId);
  await house.service.settle();
  expect(factOf(userId)?.value).toMatchObject({ active: false, why: 'member_removed' });
  expect((await client.listLicensePools({ workspaceId }, { caller: admin })).pools).toMatchObject([{ used: 1 }]);
  await eventually(() => {
    const [event] = kafka.events('licensing.v1.LicenseUnassigned', workspaceId);
    expect(event?.data).toMatchObject({ userId, endReason: 'member_removed', reason: 'left' });
    expect(event?.causationId).toMatch(/^evt_/);
  }, longEnough);
  const refused = client.assignLicense({ workspaceId, userId }, { caller: admin });
  await expect(refused).rejects.toMatchObject({ reason: 'MEMBER_NOT_ACTIVE', metadata: { state: 'removed' } });

  await tellJoined(house, workspaceId, userId, { sequence: 3 });
  await client.assignLicense({ workspaceId, userId }, { caller: admin });
  expect(factOf(userId)?.value.active).toBe(true);
});

test('while activation is away nothing is answered OK, neither giving nor taking', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const [userId = newId('usr')] = await join(house, workspaceId);
  const unconfirmed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'activation', committed: 'true' } };
  const given = { caller: admin, idempotencyKey: uniqueName('give') };
  const taken = { caller: admin, idempotencyKey: uniqueName('take') };

  facts.setBroken(true);
  await expect(client.assignLicense({ workspaceId, userId }, given)).rejects.toMatchObject(unconfirmed);
  expect(factOf(userId)).toBeUndefined();
  facts.setBroken(false);
  const answer = await client.assignLicense({ workspaceId, userId }, given);
  expect(factOf(userId)?.value).toMatchObject({ active: true, assignmentId: answer.assignment?.id });
  expect(answer.pool?.used).toBe(2);

  facts.setBroken(true);
  await expect(client.unassignLicense({ workspaceId, userId }, taken)).rejects.toMatchObject(unconfirmed);
  await expect(client.unassignLicense({ workspaceId, userId }, taken)).rejects.toMatchObject(unconfirmed);
  expect(factOf(userId)?.value.active).toBe(true);
  facts.setBroken(false);
  expect((await client.unassignLicense({ workspaceId, userId }, taken)).pool?.used).toBe(1);
  expect(factOf(userId)?.value.active).toBe(false);
});

test('who asks anew is told that nothing is assigned only when no activation is let in by it (S-38)', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const [userId = newId('usr')] = await join(house, workspaceId);
  await client.assignLicense({ workspaceId, userId }, { caller: admin });
  const unassign = () =>
    client.unassignLicense({ workspaceId, userId }, { caller: admin, idempotencyKey: uniqueName('take') });

  facts.setBroken(true);
  await expect(unassign()).rejects.toMatchObject({ metadata: { committed: 'true' } });
  await holdBackFacts(house.db.mongo);
  await expect(unassign()).rejects.toMatchObject({
    reason: 'DEPENDENCY_UNAVAILABLE',
    metadata: { committed: 'false' },
  });
  facts.setBroken(false);
  await expect(unassign()).rejects.toMatchObject({ reason: 'NOT_ASSIGNED' });
  expect(factOf(userId)?.value.active).toBe(false);
});

test('assignments are listed page by page in the order in which they were made', async () => {
  const { admin, workspaceId } = await withTrial(house);
  const users = await join(
    house,
    workspaceId,
    [1, 2, 3].map(() => newId('usr')),
  );
  const order = [admin.userId];
  for (const userId of users.toReversed()) {
    clock.advance(1);
    await client.assignLicense({ workspaceId, userId }, { caller: admin });
    order.push(userId);
  }
  const seen: string[] = [];
  let pageToken = '';
  do {
    const page = await client.listAssignments({ workspaceId, pageSize: 3, pageToken }, { caller: admin });
    expect(page.totalSize).toBe(4n);
    seen.push(...page.assignments.map(({ userId }) => userId));
    pageToken = page.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual(order);

  const other = await withTrial(house);
  const { nextPageToken } = await client.listAssignments({ workspaceId, pageSize: 1 }, { caller: admin });
  const refused = client.listAssignments(
    { workspaceId: other.workspaceId, pageToken: nextPageToken },
    { caller: other.admin },
  );
  await expect(refused).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
});

test('holders are counted up to 10,000; of more no total is told (contract §4.4)', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const born = () => {
    const state = {
      ...initialSeat(seatId(workspaceId, newId('usr'))),
      license: {
        assignmentId: newId('las'),
        poolId,
        source: 'manual',
        assignedBy: admin.userId,
        assignedAt: clock.now(),
      },
    };
    return { _id: state.id, version: 1, state, updated_at: new Date() };
  };
  const seats = house.db.mongo.collection<ReturnType<typeof born>>('seats');
  await seats.insertMany(Array.from({ length: 9_999 }, born));
  const list = () => client.listAssignments({ workspaceId, pageSize: 1 }, { caller: admin });
  expect(await list()).toMatchObject({ totalSize: 10_000n, totalIsEstimate: false });
  await seats.insertOne(born());
  expect(await list()).toMatchObject({ totalSize: 0n, totalIsEstimate: true });
});
