import { afterAll, expect, test } from '@jest/globals';
import { licensing as wire } from '@platform/contracts';
import { after, DAY, manualClock, newId } from '@platform/kernel';
import { eventually, uniqueName } from '@platform/testing';
import { allFeatures } from '../src/plans/plan.ts';
import { plans } from '../src/plans/plans.ts';
import { join, longEnough, openHouse, someAdmin, withTrial } from './house.ts';

const start = new Date('2026-03-01T10:00:00.000Z');
const clock = manualClock(start);
const house = await openHouse(clock);
const { client, facts, kafka } = house;
afterAll(() => house.stop());

const subscriptionFactOf = (workspaceId: string) =>
  facts.inForce('subscription').find(({ value }) => value.workspaceId === workspaceId);
const assignmentFactOf = (userId: string) => facts.inForce('assignment').find(({ value }) => value.userId === userId);

test('a single user starts a 14-day trial with all features and holds a license at once (S-28, S-44, S-45)', async () => {
  const admin = someAdmin();
  const { workspaceId, userId } = admin;
  const begun = clock.now();
  const { subscription, pool, assignment } = await client.startTrial({ workspaceId }, { caller: admin });
  expect(subscription).toMatchObject({
    ...{ workspaceId, kind: wire.SubscriptionKind.TRIAL, status: wire.SubscriptionStatus.TRIALING, seats: 5 },
    ...{ startsAt: begun, endsAt: after(begun, 14 * DAY), graceUntil: undefined },
    plan: { code: 'trial', features: allFeatures, ciCredits: 500n, ciIncluded: true },
  });
  expect(pool).toMatchObject({
    workspaceId,
    subscriptionId: subscription?.id,
    total: 5,
    used: 1,
    reserved: 0,
    free: 4,
  });
  expect(assignment).toMatchObject({ workspaceId, userId, poolId: pool?.id, source: 'auto_single_user' });

  expect(subscriptionFactOf(workspaceId)).toMatchObject({
    version: 1,
    value: { kind: 'trial', status: 'trialing', features: allFeatures, ciIncluded: true, endsAt: subscription?.endsAt },
  });
  expect(assignmentFactOf(userId)).toMatchObject({
    version: 1,
    value: { workspaceId, active: true, assignmentId: assignment?.id, poolId: pool?.id },
  });

  await eventually(() => {
    expect(kafka.events('licensing.v1.TrialStarted', workspaceId).map(({ data }) => data)).toMatchObject([
      { subscriptionId: subscription?.id, planDisplayName: 'Trial', seats: 5, startedBy: userId },
    ]);
    expect(kafka.events('licensing.v1.LicenseAssigned', workspaceId).map(({ data }) => data)).toMatchObject([
      { userId, source: 'auto_single_user', assignmentId: assignment?.id },
    ]);
  }, longEnough);
});

test('in a workspace of several nobody is given a license without being asked for (A-40)', async () => {
  const admin = someAdmin();
  await join(house, admin.workspaceId, [admin.userId], true);
  await join(house, admin.workspaceId);
  const { pool, assignment } = await client.startTrial({ workspaceId: admin.workspaceId }, { caller: admin });
  expect(pool).toMatchObject({ used: 0, free: 5 });
  expect(assignment).toBeUndefined();
  expect(assignmentFactOf(admin.userId)).toBeUndefined();
});

test('one trial per workspace and per creator, for ever', async () => {
  const { admin, workspaceId, subscription } = await withTrial(house);
  const used = { reason: 'TRIAL_ALREADY_USED', metadata: { used_at: subscription.startsAt?.toISOString() } };
  const otherAdmin = { ...admin, userId: newId('usr') };
  const secondWorkspace = { ...admin, workspaceId: newId('ws') };
  for (const caller of [admin, otherAdmin, secondWorkspace]) {
    await expect(client.startTrial({ workspaceId: caller.workspaceId }, { caller })).rejects.toMatchObject(used);
  }
  expect((await client.getSubscription({ workspaceId }, { caller: admin })).subscription?.id).toBe(subscription.id);
  const nothing = await client.getSubscription(
    { workspaceId: secondWorkspace.workspaceId },
    { caller: secondWorkspace },
  );
  expect(nothing.subscription).toBeUndefined();
});

test("who is an admin of a workspace that somebody else created uses up that person's trial, not their own", async () => {
  const [creator, helper] = [someAdmin(), someAdmin()];
  await join(house, creator.workspaceId, [creator.userId], true);
  const caller = { ...helper, workspaceId: creator.workspaceId };
  await client.startTrial({ workspaceId: creator.workspaceId }, { caller });
  await expect(client.startTrial({ workspaceId: helper.workspaceId }, { caller: helper })).resolves.toBeDefined();
  const again = { ...creator, workspaceId: newId('ws') };
  const refused = client.startTrial({ workspaceId: again.workspaceId }, { caller: again });
  await expect(refused).rejects.toMatchObject({ reason: 'TRIAL_ALREADY_USED' });
});

test('a trial that is started many times at once is started once', async () => {
  const another = await house.startAnother();
  for (let round = 0; round < 5; round += 1) {
    const admin = someAdmin();
    const { workspaceId } = admin;
    const attempts = [client, another.client, client, another.client].map((door) =>
      door.startTrial({ workspaceId }, { caller: admin }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'TRIAL_ALREADY_USED' });
    }
    expect((await client.listLicensePools({ workspaceId }, { caller: admin })).pools).toHaveLength(1);
  }
});

test('while activation is away a trial is never answered OK; the same key gets the answer later, exactly', async () => {
  const admin = someAdmin();
  const { workspaceId } = admin;
  const options = { caller: admin, idempotencyKey: uniqueName('key') };
  const begin = () => client.startTrial({ workspaceId }, options);
  facts.setBroken(true);
  const unconfirmed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'activation', committed: 'true' } };
  await expect(begin()).rejects.toMatchObject(unconfirmed);
  await expect(begin()).rejects.toMatchObject(unconfirmed);
  expect(subscriptionFactOf(workspaceId)).toBeUndefined();
  facts.setBroken(false);
  const answer = await begin();
  expect(answer.assignment?.userId).toBe(admin.userId);
  expect(subscriptionFactOf(workspaceId)).toBeDefined();
  expect(await begin()).toEqual(answer);
});

test('validate_only says what would be and starts nothing', async () => {
  const admin = someAdmin();
  const { workspaceId } = admin;
  const { subscription } = await client.startTrial({ workspaceId }, { caller: admin, validateOnly: true });
  expect(subscription?.status).toBe(wire.SubscriptionStatus.TRIALING);
  expect((await client.getSubscription({ workspaceId }, { caller: admin })).subscription).toBeUndefined();
  await client.startTrial({ workspaceId }, { caller: admin });
});

test('a trial ends by the clock alone, to the millisecond, and takes no assignment with it', async () => {
  const { admin, workspaceId, subscription } = await withTrial(house);
  const ends = subscription.endsAt ?? start;
  const now = async () => ({
    ...(await client.getSubscription({ workspaceId }, { caller: admin })),
    mine: await client.getMyLicense({ workspaceId }, { caller: admin }),
  });
  clock.set(after(ends, -1));
  expect(await now()).toMatchObject({
    subscription: { status: wire.SubscriptionStatus.TRIALING },
    mine: { state: wire.LicenseState.ASSIGNED_VALID, fix: '' },
  });
  clock.set(ends);
  expect(await now()).toMatchObject({
    subscription: { status: wire.SubscriptionStatus.EXPIRED, revision: 1n },
    mine: {
      state: wire.LicenseState.ASSIGNED_BUT_SUBSCRIPTION_EXPIRED,
      why: expect.stringContaining('the trial of the workspace has ended'),
      fix: expect.stringContaining('have the subscription renewed'),
    },
  });
  const { assignments } = await client.listAssignments({ workspaceId }, { caller: admin });
  expect(assignments).toHaveLength(1);
});

test('the plans on offer are the data, credits without a limit left out', async () => {
  const answer = await client.listPlans({}, { caller: someAdmin() });
  expect(answer.plans.map(({ code }) => code)).toEqual(plans.map(({ code }) => code));
  expect(answer.plans.find(({ code }) => code === 'enterprise')?.ciCredits).toBeUndefined();
});
