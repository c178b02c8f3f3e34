import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectTo, type UserClaims } from '@platform/grpc';
import { after, DAY, MINUTE, newId, SECOND } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { definition } from '../src/rpc/index.ts';
import {
  activeUser,
  freshIp,
  type House,
  type IdentityClient,
  openHouse,
  otherPassword,
  password,
  signIn,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const refusal = (reason: string) => expect.objectContaining({ reason });
const introspect = (sessionSecret: string) => house.client.introspectSession({ sessionSecret });

test('a session ends after seven idle days and after thirty days in any case', async () => {
  const { email } = await activeUser(house);
  const [idle, used] = [await signIn(house, email), await signIn(house, email)];
  const born = house.clock.now();
  expect(used.session.expiresAt).toEqual(after(born, 30 * DAY));
  for (let day = 6; day < 30; day += 6) {
    house.clock.set(after(born, day * DAY));
    await introspect(used.secret);
  }
  await expect(introspect(idle.secret)).rejects.toEqual(refusal('SESSION_EXPIRED'));
  house.clock.set(after(born, 30 * DAY - 1));
  await introspect(used.secret);
  house.clock.set(after(born, 30 * DAY));
  await expect(introspect(used.secret)).rejects.toEqual(refusal('SESSION_EXPIRED'));
});

test('use is written at most once a minute, however many look at once', async () => {
  const { email } = await activeUser(house);
  const { secret, session } = await signIn(house, email);
  const versionNow = async () => (await house.service.context.sessions.find(session.id))?.version;
  house.clock.advance(59 * SECOND);
  await introspect(secret);
  expect(await versionNow()).toBe(1);
  house.clock.advance(SECOND);
  await Promise.all(Array.from({ length: 8 }, () => introspect(secret)));
  expect(await versionNow()).toBe(2);
  const seen = await house.client.introspectSession({ sessionSecret: secret });
  expect(seen.session?.lastSeenAt).toEqual(house.clock.now());
});

test('whoever only looks whether a session lives does not use it: idle days go on counting', async () => {
  const { email } = await activeUser(house);
  const { secret } = await signIn(house, email);
  const born = house.clock.now();
  const look = () => house.client.introspectSession({ sessionSecret: secret, passive: true });
  for (let day = 1; day < 7; day += 1) {
    house.clock.set(after(born, day * DAY));
    expect((await look()).session?.lastSeenAt).toEqual(born);
  }
  house.clock.set(after(born, 7 * DAY));
  await expect(look()).rejects.toEqual(refusal('SESSION_EXPIRED'));
});

test('a session ends at once when its owner signs out, and ending it twice is harmless', async () => {
  const { email } = await activeUser(house);
  const { secret, session } = await signIn(house, email);
  await house.client.signOut({ sessionSecret: secret });
  await house.client.signOut({ sessionSecret: secret });
  await house.client.signOut({ sessionSecret: 'unknown' });
  await expect(introspect(secret)).rejects.toEqual(refusal('SESSION_REVOKED'));
  await eventually(() =>
    expect(house.kafka.events('identity.v1.SessionRevoked', session.id)).toMatchObject([
      { data: { why: 'signed_out' } },
    ]),
  );
});

test('a person sees and ends own sessions, and nobody else’s', async () => {
  const [ada, eve] = [await activeUser(house), await activeUser(house)];
  const [laptop, phone, foreign] = [
    await signIn(house, ada.email),
    await signIn(house, ada.email),
    await signIn(house, eve.email),
  ];
  const { caller } = laptop;
  const { sessions } = await house.client.listSessions({}, { caller });
  expect(sessions.map(({ id, current }) => ({ id, current }))).toEqual(
    expect.arrayContaining([
      { id: laptop.session.id, current: true },
      { id: phone.session.id, current: false },
    ]),
  );
  expect(sessions).toHaveLength(2);

  await expect(house.client.revokeSession({ sessionId: foreign.session.id }, { caller })).rejects.toEqual(
    refusal('RESOURCE_NOT_FOUND'),
  );
  await expect(house.client.revokeSession({ sessionId: newId('ses') }, { caller })).rejects.toEqual(
    refusal('RESOURCE_NOT_FOUND'),
  );
  await house.client.revokeSession({ sessionId: phone.session.id }, { caller });
  await expect(introspect(phone.secret)).rejects.toEqual(refusal('SESSION_REVOKED'));
  await introspect(laptop.secret);
  await introspect(foreign.secret);
});

test('signing out everywhere ends all sessions, or all but this one', async () => {
  const { email } = await activeUser(house);
  const all = [await signIn(house, email), await signIn(house, email), await signIn(house, email)] as const;
  const [mine, ...others] = all;
  const { caller } = mine;
  expect(await house.client.signOutEverywhere({ keepCurrent: true }, { caller })).toEqual({ ended: 2 });
  await introspect(mine.secret);
  for (const { secret } of others) await expect(introspect(secret)).rejects.toEqual(refusal('SESSION_REVOKED'));
  expect((await house.client.listSessions({}, { caller })).sessions).toHaveLength(1);
  expect(await house.client.signOutEverywhere({}, { caller })).toEqual({ ended: 1 });
  await expect(introspect(mine.secret)).rejects.toEqual(refusal('SESSION_REVOKED'));
  await introspect((await signIn(house, email)).secret);
});

test('a step-up takes the password and holds for ten minutes in this session alone', async () => {
  const { email } = await activeUser(house);
  const [mine, other] = [await signIn(house, email), await signIn(house, email)];
  const prove = (given: string) =>
    house.client.reAuthenticate({ password: given }, { caller: mine.caller, ip: freshIp() });
  await expect(prove(otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  expect(await prove(password)).toEqual({ steppedUpUntil: after(house.clock.now(), 10 * MINUTE) });
  expect((await introspect(mine.secret)).session?.steppedUpUntil).toEqual(after(house.clock.now(), 10 * MINUTE));
  expect((await introspect(other.secret)).session?.steppedUpUntil).toBeUndefined();
  await house.client.revokeSession({ sessionId: mine.session.id }, { caller: mine.caller });
  await expect(prove(password)).rejects.toEqual(refusal('SESSION_REVOKED'));
});

test('guessing with a stolen session locks as guessing at the door does', async () => {
  const { email } = await activeUser(house);
  const { caller } = await signIn(house, email);
  const prove = (given: string) => house.client.reAuthenticate({ password: given }, { caller, ip: freshIp() });
  for (let failure = 0; failure < 5; failure += 1) {
    await expect(prove(otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await expect(prove(password)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
});

const everyRpc = Object.keys(definition) as readonly (keyof typeof definition)[];
type AnyCall = (request: object, options?: { caller?: UserClaims }) => Promise<unknown>;
const callOf = (client: IdentityClient, method: keyof typeof definition) => client[method] as AnyCall;

test('nobody but the gateway is let in, on any RPC', async () => {
  const strangers = [undefined, house.keys.signer('licensing')].map((as) =>
    connectTo(definition, house.service.grpc, { ...(as && { as }), audience: 'identity' }),
  );
  for (const client of strangers) {
    for (const method of everyRpc) {
      const reason = await callOf(
        client,
        method,
      )({}).then(
        () => 'OK',
        (error) => error.reason as string,
      );
      expect([method, reason]).toEqual([method, expect.stringMatching(/^(UNAUTHENTICATED|PERMISSION_REQUIRED)$/)]);
    }
    client.close();
  }
});

test('empty, endless and hostile fields get a coded answer and change nothing', async () => {
  const before = await house.db.mongo.collection('users').countDocuments();
  const texts = ['', ' ', '\u0000', '{"$gt":""}', '__proto__', 'x'.repeat(20_000), '\u202e', '\ud800', "' OR 1=1 --"];
  const caller = { userId: newId('usr'), sessionId: newId('ses') };
  for (const method of everyRpc) {
    for (const text of texts) {
      const request = Object.fromEntries(
        [
          'email',
          'password',
          'name',
          'secret',
          'sessionSecret',
          'sessionId',
          'newPassword',
          'oldPassword',
          'ip',
          'userAgent',
        ]
          .concat('locale', 'timeZone')
          .map((field) => [field, text]),
      );
      for (const options of [{}, { caller }]) {
        const outcome = await callOf(house.client, method)(request, options).then(
          () => 'OK',
          ({ reason }) => reason as string,
        );
        expect([method, text.slice(0, 12), outcome]).not.toContain('INTERNAL');
        expect(outcome).toMatch(/^[A-Z_]+$/);
      }
    }
  }
  expect(await house.db.mongo.collection('users').countDocuments()).toBe(before);
});
