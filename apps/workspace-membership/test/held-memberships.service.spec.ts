import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { doorOwner } from '@platform/contracts';
import { connectTo } from '@platform/grpc';
import { newId } from '@platform/kernel';
import { type DoorServer, doorServer, eventually } from '@platform/testing';
import { addMember, foundWorkspace, type House, openHouse } from './house.ts';

let house: House;
let door: DoorServer;
beforeAll(async () => {
  house = await openHouse();
  door = await doorServer(house.keys.trust('gateway'));
});
beforeEach(async () => {
  house.facts.setBroken(false);
  door.onWithdraw(async () => {});
  await door.post(house.service.context.mongo);
});
afterAll(async () => {
  await house.stop();
  await door.stop();
});

test('a member who is removed is out at every door before the answer, as he is at activation', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { memberId } = await addMember(house, workspaceId);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let asked = 0;
  door.onWithdraw(() => {
    asked += 1;
    return opened;
  });
  let answered = false;
  const answer = house.client.removeMember({ workspaceId, memberId }, { caller: admin }).then(() => {
    answered = true;
  });
  try {
    await eventually(() => asked > 0);
    expect([answered, door.withdrawn.includes(memberId)]).toEqual([false, false]);
  } finally {
    open();
  }
  await answer;
  expect(door.withdrawn).toContain(memberId);
});

test('while activation cannot be told the doors are, and the answer names whom it waits for', async () => {
  const { workspaceId, admin } = await foundWorkspace(house);
  const { memberId } = await addMember(house, workspaceId);
  house.facts.setBroken(true);
  await expect(house.client.removeMember({ workspaceId, memberId }, { caller: admin })).rejects.toMatchObject({
    ...{ reason: 'DEPENDENCY_UNAVAILABLE', metadata: { committed: 'true' } },
  });
  await eventually(() => door.withdrawn.includes(memberId));
});

test('a member who is called otherwise is read anew, and who joins is news to no door', async () => {
  const { workspaceId, userId, memberId } = await foundWorkspace(house);
  expect(door.withdrawn.filter((subject) => [workspaceId, memberId].includes(subject))).toEqual([]);
  const profile = { userId, email: `${userId}@example.com`, name: 'Maya King', locale: 'en', timeZone: 'UTC' };
  await house.teller.tell('identity.v1.UserUpdated', profile, {
    key: userId,
    subject: userId,
    workspaceId: '',
    sequence: 7,
  });
  await eventually(() => door.withdrawn.includes(memberId));
});

test('nobody but a gateway is kept posted, and only at an address', async () => {
  const client = connectTo(doorOwner.DoorOwnerServiceService, house.service.grpc, {
    ...{ as: house.keys.gateway, audience: 'workspace', deadlineMs: 5_000 },
  });
  for (const ask of [client.keepPosted, client.leavePost]) {
    await expect(ask({ address: door.address }, { caller: { userId: newId('usr') } })).rejects.toMatchObject({
      reason: 'PERMISSION_REQUIRED',
    });
    const fields = [{ field: 'address' }];
    await expect(ask({ address: 'somewhere' })).rejects.toMatchObject({ reason: 'VALIDATION_FAILED', fields });
  }
  const { address } = door;
  expect((await client.keepPosted({ address })).forMs).toBeGreaterThan(0);
  expect(await client.leavePost({ address })).toEqual({});
  client.close();
});
