import { afterAll, expect, test } from '@jest/globals';
import type { UserClaims } from '@platform/grpc';
import { isCoded, newId, type UserId, type WorkspaceId } from '@platform/kernel';
import fc from 'fast-check';
import { join, openHouse, persistently, tellRemoved, withTrial } from './house.ts';

/** seats are never oversold, and the counters equal a recount. Two processes on one database. */
const house = await openHouse();
const another = await house.startAnother();
const doors = [house.client, another.client];
afterAll(() => house.stop());

const doorOf = (n: number) => doors[n % 2] ?? house.client;
interface Whom {
  readonly workspaceId: WorkspaceId;
  readonly userId: string;
}
const give = (n: number, whom: Whom, caller: UserClaims) =>
  persistently((idempotencyKey) => doorOf(n).assignLicense(whom, { caller, idempotencyKey }));
const take = (n: number, whom: Whom, caller: UserClaims) =>
  persistently((idempotencyKey) => doorOf(n).unassignLicense(whom, { caller, idempotencyKey }));

const people = (count: number): UserId[] => Array.from({ length: count }, () => newId('usr'));

async function recount(workspaceId: WorkspaceId, poolId: string) {
  const { pools, seats } = house.service.context;
  const pool = await pools.find(poolId);
  const all = await seats.list({ 'state.workspaceId': workspaceId });
  const holders = all.filter(({ state }) => state.license).map(({ state }) => state.userId);
  return { used: pool?.state.used, cap: pool?.state.cap ?? 0, holders };
}

test('a hundred assignments at once on one free license: exactly one succeeds', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const users = await join(house, workspaceId, people(103));
  for (const userId of users.slice(0, 3)) await house.client.assignLicense({ workspaceId, userId }, { caller: admin });

  const rush = users.slice(3);
  const outcomes = await Promise.allSettled(rush.map((userId, n) => give(n, { workspaceId, userId }, admin)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'NO_SEATS_AVAILABLE' });
  }
  const { used, holders } = await recount(workspaceId, poolId);
  expect(used).toBe(5);
  expect(holders).toHaveLength(5);
});

test('one person assigned many times at once holds one license and takes one seat', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const [userId = ''] = await join(house, workspaceId);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => give(n, { workspaceId, userId }, admin)),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'ALREADY_ASSIGNED' });
  }
  expect((await recount(workspaceId, poolId)).used).toBe(2);
});

test('whatever is given and taken at once, the pool is never oversold, and facts and counters equal a recount', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  const users = await join(house, workspaceId, people(8));
  const step = fc.record({ who: fc.nat(users.length - 1), gives: fc.boolean() });
  const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 10 }), { minLength: 1, maxLength: 4 });
  const expected = ['ALREADY_ASSIGNED', 'NOT_ASSIGNED', 'NO_SEATS_AVAILABLE'] as const;

  const property = fc.asyncProperty(rounds, async (batches) => {
    for (const batch of batches) {
      const outcomes = await Promise.allSettled(
        batch.map(({ who, gives }, n) => {
          const request = { workspaceId, userId: users[who] ?? '' };
          return gives ? give(n, request, admin) : take(n, request, admin);
        }),
      );
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue;
        expect(expected).toContain(isCoded(outcome.reason) ? outcome.reason.reason : outcome.reason);
      }
      const { used, cap, holders } = await recount(workspaceId, poolId);
      expect(used).toBe(holders.length);
      expect(used).toBeLessThanOrEqual(cap);
      const active = house.facts.inForce('assignment').filter(({ value }) => value.active && value.poolId === poolId);
      expect(active.map(({ value }) => value.userId).toSorted()).toEqual(holders.toSorted());
    }
  });
  await fc.assert(property, { numRuns: 12, endOnFailure: true });
});

test('whoever is removed while being given a license ends without one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { admin, workspaceId, poolId } = await withTrial(house);
    const [userId = newId('usr')] = await join(house, workspaceId);
    await Promise.allSettled([
      house.client.assignLicense({ workspaceId, userId }, { caller: admin }),
      tellRemoved(house, workspaceId, userId),
    ]);
    await house.service.settle();
    const { used, holders } = await recount(workspaceId, poolId);
    expect(holders).not.toContain(userId);
    expect(used).toBe(holders.length);
    const fact = house.facts.inForce('assignment').find(({ value }) => value.userId === userId);
    expect(fact?.value.active ?? false).toBe(false);
  }
});

test('forty people are given a license at once, and each of them gets one', async () => {
  const { admin, workspaceId, poolId } = await withTrial(house);
  // No plan with so many licenses can be bought yet.
  const enough = { $set: { 'state.cap': 200, 'state.total': 200 } };
  await house.db.mongo.collection<{ _id: string }>('pools').updateOne({ _id: poolId }, enough);
  const users = await join(house, workspaceId, people(40));
  await Promise.all(users.map((userId, n) => give(n, { workspaceId, userId }, admin)));
  const { used, holders } = await recount(workspaceId, poolId);
  expect(used).toBe(41);
  expect(holders).toHaveLength(41);
});
