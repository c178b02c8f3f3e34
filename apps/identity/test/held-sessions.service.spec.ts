import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { doorOwner } from '@platform/contracts';
import { connectTo } from '@platform/grpc';
import { MINUTE } from '@platform/kernel';
import { type DoorServer, doorServer, eventually } from '@platform/testing';
import { activeUser, freshIp, type House, mailedSecret, openHouse, otherPassword, password, signIn } from './house.ts';

let house: House;
let door: DoorServer;
beforeAll(async () => {
  house = await openHouse();
  door = await doorServer(house.keys.trust('gateway'));
});
beforeEach(async () => {
  door.onWithdraw(async () => {});
  await door.post(house.service.context.mongo);
});
afterAll(async () => {
  await house.stop();
  await door.stop();
});

/** Somebody who is signed in; what doors were told of it until now is of no interest. */
async function signedIn() {
  const { email, userId } = await activeUser(house);
  const { secret, session, caller } = await signIn(house, email);
  return { email, userId, secret, sessionId: session.id, caller };
}
type Somebody = Awaited<ReturnType<typeof signedIn>>;

interface Taking {
  readonly what: string;
  readonly about: 'session' | 'user';
  readonly act: (somebody: Somebody) => Promise<unknown>;
}

const fromHere = ({ caller }: Somebody) => ({ caller, ip: freshIp() });
const takings: readonly Taking[] = [
  { what: 'signs out', about: 'session', act: ({ secret }) => house.client.signOut({ sessionSecret: secret }) },
  {
    what: 'ends one of his sessions',
    about: 'session',
    act: (somebody) => house.client.revokeSession({ sessionId: somebody.sessionId }, fromHere(somebody)),
  },
  {
    what: 'signs out everywhere',
    about: 'user',
    act: (somebody) => house.client.signOutEverywhere({}, fromHere(somebody)),
  },
  {
    what: 'changes his password',
    about: 'user',
    act: (somebody) =>
      house.client.changePassword({ oldPassword: password, newPassword: otherPassword }, fromHere(somebody)),
  },
  {
    what: 'resets his password',
    about: 'user',
    act: async ({ email, userId }) => {
      await house.client.requestPasswordReset({ email });
      const secret = await mailedSecret(house, userId, 'reset-password');
      await house.client.resetPassword({ secret, newPassword: otherPassword });
    },
  },
  {
    what: 'proves his password again',
    about: 'session',
    act: (somebody) => house.client.reAuthenticate({ password }, fromHere(somebody)),
  },
  {
    what: 'changes his name',
    about: 'user',
    act: (somebody) => house.client.updateMe({ name: 'Ada King' }, fromHere(somebody)),
  },
];

test.each(takings)('who $what is answered when every door has been told, and not before', async ({ about, act }) => {
  const somebody = await signedIn();
  const subject = about === 'user' ? somebody.userId : somebody.sessionId;
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
  const answer = act(somebody).then(() => {
    answered = true;
  });
  try {
    await eventually(() => asked > 0);
    expect([answered, door.withdrawn.includes(subject)]).toEqual([false, false]);
  } finally {
    open();
  }
  await answer;
  expect(door.withdrawn).toContain(subject);
});

test('who repeats himself because he got no answer is not told before the doors are', async () => {
  const { secret, sessionId } = await signedIn();
  // As if the process had died between the commit and the doors.
  const { sessions, mongo } = house.service.context;
  await sessions.change(sessionId, (session) => [
    { type: 'SessionEnded', data: { why: 'signed_out', at: session.createdAt } },
  ]);
  expect(await mongo.outbox.unsentOf('facts', [`sessions/${sessionId}`])).toHaveLength(1);
  await house.client.signOut({ sessionSecret: secret });
  expect(door.withdrawn).toContain(sessionId);
});

test('what was committed and told to nobody is told nevertheless', async () => {
  const { sessionId } = await signedIn();
  const { sessions } = house.service.context;
  await sessions.change(sessionId, (session) => [
    { type: 'SessionEnded', data: { why: 'revoked', at: session.createdAt } },
  ]);
  await eventually(() => door.withdrawn.includes(sessionId));
});

test('a session that is opened, or used, is news to no door', async () => {
  const { userId, secret, sessionId } = await signedIn();
  house.clock.advance(2 * MINUTE);
  await house.client.introspectSession({ sessionSecret: secret });
  await house.service.settle();
  expect(door.withdrawn.filter((subject) => [userId, sessionId].includes(subject))).toEqual([]);
});

test('a door that is gone keeps nobody from signing out, and is promised nothing for a while', async () => {
  const gone = await doorServer(house.keys.trust('gateway'));
  const gateway = connectTo(doorOwner.DoorOwnerServiceService, house.service.grpc, {
    ...{ as: house.keys.signer('gateway'), audience: 'identity', deadlineMs: 5_000 },
  });
  const { secret } = await signedIn();
  const { forMs } = await gateway.keepPosted({ address: gone.address });
  expect(forMs).toBeGreaterThan(0);
  await gone.stop();
  await house.client.signOut({ sessionSecret: secret });
  await expect(house.client.introspectSession({ sessionSecret: secret })).rejects.toMatchObject({
    reason: 'SESSION_REVOKED',
  });
  expect(await gateway.keepPosted({ address: gone.address })).toEqual({ forMs: 0 });
  await gateway.leavePost({ address: gone.address });
  gateway.close();
});

test('nobody but a gateway is kept posted, and only at an address', async () => {
  const { caller } = await signedIn();
  const options = { as: house.keys.gateway, audience: 'identity', deadlineMs: 5_000 };
  const client = connectTo(doorOwner.DoorOwnerServiceService, house.service.grpc, options);
  const { address } = door;
  for (const ask of [client.keepPosted, client.leavePost] as const) {
    await expect(ask({ address }, { caller })).rejects.toMatchObject({ reason: 'PERMISSION_REQUIRED' });
    await expect(ask({ address: 'somewhere' })).rejects.toMatchObject({
      reason: 'VALIDATION_FAILED',
      fields: [{ field: 'address' }],
    });
  }
  client.close();
});
