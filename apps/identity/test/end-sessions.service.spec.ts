import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { after, DAY, fold, HOUR, newId } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { openSession } from '../src/domain/open-session.ts';
import { ABSOLUTE_LIMIT, evolveSession, IDLE_LIMIT, initialSession, type Session } from '../src/domain/session.ts';
import { hashOf } from '../src/secrets.ts';
import { activeUser, type House, mailedSecret, openHouse, otherPassword, password, signIn } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => letGo());
afterAll(() => house.stop());

type Person = Awaited<ReturnType<typeof activeUser>>;
interface Stored {
  readonly _id: string;
  readonly state: Session;
}

const refusal = (reason: string) => expect.objectContaining({ reason });
const stored = () => house.db.mongo.collection<Stored>('sessions');
const introspect = (sessionSecret: string) => house.client.introspectSession({ sessionSecret });

/** Many sessions of somebody, opened so long ago; the secret of each is its id. */
async function haveSessions({ userId }: Person, count: number, age: number, more: Partial<Session> = {}) {
  const at = after(house.clock.now(), -age);
  const sessions = Array.from({ length: count }, () => {
    const unborn = initialSession(newId('ses', at));
    const born = { userId, secretHash: hashOf(unborn.id), generation: 1, ip: '', userAgent: 'test', at };
    return { ...fold(evolveSession, unborn, openSession(unborn, born)), ...more };
  });
  const rows = sessions.map((state) => ({ _id: state.id, version: 1, state, updated_at: at }));
  await stored().insertMany(rows);
  return sessions.map(({ id }) => id);
}

const endedOf = async (ids: readonly string[]) =>
  stored().countDocuments({ _id: { $in: [...ids] }, 'state.endedAt': { $ne: null } });

/** What the changes of some session wait for: its telling hangs, and nothing may depend on that. */
let letGo = () => {};
function holdTurn(sessionId: string) {
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void house.service.context.mongo.inTurn([`sessions/${sessionId}`], () => held);
}

test('however many sessions there are, all but the present one end at once, and all that were alive say so', async () => {
  const person = await activeUser(house);
  const expired = await haveSessions(person, 30, ABSOLUTE_LIMIT);
  const idle = await haveSessions(person, 30, IDLE_LIMIT);
  const dead = await haveSessions(person, 30, HOUR, { generation: 0 });
  const alive = await haveSessions(person, 1_005, HOUR);
  const { secret, caller, session } = await signIn(house, person.email);

  const last = alive.toSorted().at(-1) ?? '';
  holdTurn(last);
  expect(await house.client.signOutEverywhere({ keepCurrent: true }, { caller })).toEqual({ ended: alive.length });
  expect(await endedOf(alive)).toBeLessThan(alive.length);
  for (const id of [...alive.slice(0, 5), ...alive.slice(-5), last]) {
    await expect(introspect(id)).rejects.toEqual(refusal('SESSION_REVOKED'));
  }
  await introspect(secret);
  letGo();

  await house.service.context.afterwards.settled();
  expect(await endedOf([...alive, ...dead])).toBe(alive.length + dead.length);
  expect(await endedOf([...expired, ...idle, session.id])).toBe(0);
  await eventually(() =>
    expect(house.kafka.events('identity.v1.SessionRevoked', last)).toMatchObject([
      { data: { why: 'signed_out_everywhere', userId: person.userId }, actor: { type: 'user', id: person.userId } },
    ]),
  );
});

type End = (person: Person) => Promise<unknown>;
const endings: readonly (readonly [string, End])[] = [
  [
    'a change of the password',
    async ({ email }) => {
      const { caller } = await signIn(house, email);
      await house.client.changePassword({ oldPassword: password, newPassword: otherPassword }, { caller });
    },
  ],
  [
    'a reset',
    async ({ userId, email }) => {
      await house.client.requestPasswordReset({ email });
      const secret = await mailedSecret(house, userId, 'reset-password');
      await house.client.resetPassword({ secret, newPassword: otherPassword });
    },
  ],
];

test.each(endings)('%s ends more sessions than one commit tells, and all of them say why', async (_what, end) => {
  const person = await activeUser(house);
  const alive = await haveSessions(person, 120, DAY);
  await end(person);
  await house.service.context.afterwards.settled();
  expect(await endedOf(alive)).toBe(alive.length);
  await eventually(() => {
    for (const id of alive) {
      expect(house.kafka.events('identity.v1.SessionRevoked', id)).toMatchObject([
        { data: { why: 'password_changed' } },
      ]);
    }
  });
});

test('a session that was over before does not come back as the one to keep', async () => {
  const { email } = await activeUser(house);
  const [old, present] = [await signIn(house, email), await signIn(house, email)];
  await house.client.signOutEverywhere({ keepCurrent: true }, { caller: present.caller });
  await house.db.mongo
    .collection<Stored>('sessions')
    .updateOne({ _id: old.session.id }, { $set: { 'state.endedAt': null } }); // as if it had not said so yet
  await house.client.signOutEverywhere({ keepCurrent: true }, { caller: old.caller });
  await expect(introspect(old.secret)).rejects.toEqual(refusal('SESSION_REVOKED'));
});
