import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identity as wire } from '@platform/contracts';
import { DAY, HOUR, MINUTE } from '@platform/kernel';
import { eventually } from '@platform/testing';
import { accountGuard } from '../src/prove-password.ts';
import {
  accountOf,
  activeUser,
  freshEmail,
  freshIp,
  type House,
  mailedSecret,
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

test('a person signs up, proves the address, signs in and is known by the session (S-1, S-4)', async () => {
  const email = freshEmail();
  await house.client.signUp({ email: ` ${email.toUpperCase()} `, password, name: ' Ada  Lovelace ' });
  const { id } = await accountOf(house, email);

  const secret = await mailedSecret(house, id, 'verify-email');
  expect(secret).toHaveLength(43);
  const { user } = await house.client.verifyEmail({ secret });
  expect(user).toMatchObject({ id, email: email.toUpperCase(), name: 'Ada Lovelace', status: wire.UserStatus.ACTIVE });

  const { sessionSecret, session } = await house.client.signIn({
    email,
    password,
    ip: freshIp(),
    userAgent: 'firefox',
  });
  expect(session).toMatchObject({ userId: id, userAgent: 'firefox', current: true, steppedUpUntil: undefined });
  const seen = await house.client.introspectSession({ sessionSecret });
  expect(seen).toMatchObject({ user: { id, email: email.toUpperCase() }, session: { id: session?.id } });
  await eventually(() => {
    expect(house.kafka.events('identity.v1.UserEmailVerified', id)).toHaveLength(1);
    expect(house.kafka.events('identity.v1.SessionCreated', session?.id ?? '')).toMatchObject([
      { data: { userId: id }, actor: { type: 'user', id } },
    ]);
  });
});

test('a proof works once and for a day; a fresh one can be asked for', async () => {
  const email = freshEmail();
  await house.client.signUp({ email, password, name: 'Ada' });
  const { id } = await accountOf(house, email);
  const late = await mailedSecret(house, id, 'verify-email');
  house.clock.advance(DAY);
  await expect(house.client.verifyEmail({ secret: late })).rejects.toEqual(refusal('VERIFICATION_TOKEN_EXPIRED'));

  await house.client.resendVerification({ email });
  const secret = await mailedSecret(house, id, 'verify-email', 2);
  await house.client.verifyEmail({ secret });
  await expect(house.client.verifyEmail({ secret })).rejects.toEqual(refusal('VERIFICATION_TOKEN_INVALID'));
  await expect(house.client.verifyEmail({ secret: 'x'.repeat(43) })).rejects.toEqual(
    refusal('VERIFICATION_TOKEN_INVALID'),
  );
});

test('a sign-up and then a sign-in do not tell whether the address had an account, however often (S-4)', async () => {
  const { email: known } = await activeUser(house);
  const [seenForKnown, seenForFresh] = [await signUpThenIn(known), await signUpThenIn(freshEmail())];
  expect(seenForFresh).toEqual(seenForKnown);
  expect(seenForFresh.map(({ answer }) => answer.reason)).toEqual([
    ...Array.from({ length: 5 }, () => 'CREDENTIALS_INVALID'),
    'ACCOUNT_LOCKED',
  ]);
});

/** Signs up, then in with the same password until the account is locked; gives every answer and what it cost. */
async function signUpThenIn(email: string) {
  await house.client.signUp({ email, password: otherPassword, name: 'Eve' });
  const seen: { answer: { reason: string }; operations: number }[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) seen.push(await outcome(() => signIn(house, email, otherPassword)));
  return seen;
}

/** What somebody is answered, and how many passwords were hashed for it. */
async function outcome(call: () => Promise<unknown>) {
  const before = house.passwords.operations;
  const answer = await call().then(
    () => ({ reason: 'OK' }),
    ({ reason, message, metadata }) => ({ reason, message, metadata }),
  );
  return { answer, operations: house.passwords.operations - before };
}

test('a sign-up for an address that has an account changes nothing and tells its owner', async () => {
  const { userId, email } = await activeUser(house);
  await house.client.signUp({ email, password: otherPassword, name: 'Eve' });
  await eventually(() => expect(house.kafka.events('identity.v1.UserSignUpRepeated', userId)).toHaveLength(1));
  await expect(signIn(house, email, otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  expect((await accountOf(house, email)).state.name).toBe('Ada Lovelace');
});

test('sign-ups for one new address at once make one account', async () => {
  const email = freshEmail();
  await Promise.all(Array.from({ length: 4 }, () => house.client.signUp({ email, password, name: 'Ada' })));
  expect(await house.service.context.users.list({ 'state.emailNormalized': email })).toHaveLength(1);
});

test('known and unknown addresses get the same answer for the same number of hash operations', async () => {
  const { email } = await activeUser(house);
  const requests: readonly ((address: string) => Promise<unknown>)[] = [
    (address) => house.client.signUp({ email: address, password, name: 'Eve' }),
    (address) => house.client.signIn({ email: address, password: otherPassword, ip: freshIp() }),
    (address) => house.client.resendVerification({ email: address }),
    (address) => house.client.requestPasswordReset({ email: address }),
  ];
  for (const request of requests) {
    expect(await outcome(() => request(freshEmail()))).toEqual(await outcome(() => request(email)));
  }
  expect(await outcome(() => house.client.signIn({ email: freshEmail(), password, ip: freshIp() }))).toMatchObject({
    answer: { reason: 'CREDENTIALS_INVALID' },
    operations: 1,
  });
});

test('a reset mail sets a new password, once and within an hour, ends every session and lifts a lock', async () => {
  const { userId, email } = await activeUser(house);
  const before = [await signIn(house, email), await signIn(house, email)];
  for (let failure = 0; failure < 5; failure += 1) await signIn(house, email, otherPassword).catch(() => {});
  await expect(signIn(house, email)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));

  await house.client.requestPasswordReset({ email });
  const late = await mailedSecret(house, userId, 'reset-password');
  house.clock.advance(HOUR);
  const reset = (secret: string, newPassword = otherPassword) => house.client.resetPassword({ secret, newPassword });
  await expect(reset(late)).rejects.toEqual(refusal('VERIFICATION_TOKEN_EXPIRED'));
  await house.client.requestPasswordReset({ email });
  const secret = await mailedSecret(house, userId, 'reset-password', 2);
  await expect(reset(secret, 'password12345678')).rejects.toEqual(refusal('PASSWORD_TOO_WEAK'));
  await reset(secret);
  await expect(reset(secret)).rejects.toEqual(refusal('VERIFICATION_TOKEN_INVALID'));

  for (const { secret: sessionSecret } of before) {
    await expect(house.client.introspectSession({ sessionSecret })).rejects.toEqual(refusal('SESSION_REVOKED'));
  }
  await signIn(house, email, otherPassword);
  await expect(signIn(house, email)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  await eventually(() => {
    expect(house.kafka.events('identity.v1.UserPasswordChanged', userId)).toMatchObject([{ data: { how: 'reset' } }]);
    for (const { session } of before) {
      expect(house.kafka.events('identity.v1.SessionRevoked', session.id)).toMatchObject([
        { data: { why: 'password_changed' } },
      ]);
    }
  });
});

test('a session that is opened while the password is reset is dead from the start', async () => {
  const { userId, email } = await activeUser(house);
  await house.client.requestPasswordReset({ email });
  const secret = await mailedSecret(house, userId, 'reset-password');
  const [, ...signIns] = await Promise.all([
    house.client.resetPassword({ secret, newPassword: otherPassword }),
    ...Array.from({ length: 4 }, () => signIn(house, email).catch(() => undefined)),
  ]);
  for (const opened of signIns) {
    if (!opened) continue;
    await expect(house.client.introspectSession({ sessionSecret: opened.secret })).rejects.toEqual(
      refusal('SESSION_REVOKED'),
    );
  }
});

test('changing the password needs the old one, keeps this session and ends the others', async () => {
  const { email } = await activeUser(house);
  const [mine, other] = [await signIn(house, email), await signIn(house, email)];
  const change = (oldPassword: string, newPassword: string) =>
    house.client.changePassword({ oldPassword, newPassword }, { caller: mine.caller, ip: freshIp() });
  await expect(change(otherPassword, otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  await expect(change(password, 'short')).rejects.toEqual(refusal('PASSWORD_TOO_WEAK'));
  await change(password, otherPassword);
  await house.client.introspectSession({ sessionSecret: mine.secret });
  await expect(house.client.introspectSession({ sessionSecret: other.secret })).rejects.toEqual(
    refusal('SESSION_REVOKED'),
  );
  await signIn(house, email, otherPassword);
});

test('five failures lock an account for fifteen minutes, known or not, and its owner is told once', async () => {
  const { userId, email } = await activeUser(house);
  for (const address of [email, freshEmail()]) {
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(signIn(house, address, otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
    }
    const until = new Date(house.clock.now().getTime() + 15 * MINUTE).toISOString();
    await expect(signIn(house, address)).rejects.toMatchObject({
      ...{ reason: 'ACCOUNT_LOCKED', metadata: { until }, retryAfterSeconds: 900 },
    });
  }
  await eventually(() => expect(locksTold(email)).toMatchObject([{ data: { userId, email } }]));
  house.clock.advance(15 * MINUTE);
  await signIn(house, email);
});

/** A lock is the guard's event: it guards the address whether or not there is a user. */
const locksTold = (email: string) => house.kafka.events('identity.v1.UserLocked', accountGuard(email));

test('no number of guesses at once gets more than five tries', async () => {
  const { userId, email } = await activeUser(house);
  const before = house.passwords.operations;
  const guesses = Array.from({ length: 30 }, () => signIn(house, email, otherPassword).catch(({ reason }) => reason));
  const outcomes = await Promise.all(guesses);
  expect(house.passwords.operations - before).toBeLessThanOrEqual(5);
  expect(outcomes.filter((reason) => reason === 'CREDENTIALS_INVALID').length).toBeLessThanOrEqual(5);
  expect(new Set(outcomes)).toEqual(new Set(['CREDENTIALS_INVALID', 'ACCOUNT_LOCKED']));
  await eventually(() => expect(locksTold(email)).toMatchObject([{ data: { userId, email } }]));
});

test('five failures from one network address lock it for everybody, whatever account they aimed at', async () => {
  const { email } = await activeUser(house);
  const ip = freshIp();
  for (let failure = 0; failure < 5; failure += 1) {
    await expect(signIn(house, freshEmail(), otherPassword, ip)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await expect(signIn(house, email, password, ip)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
  await signIn(house, email, password, freshIp());
});

test('right passwords never lock, however many', async () => {
  const { email } = await activeUser(house);
  const ip = freshIp();
  for (let round = 0; round < 8; round += 1) await signIn(house, email, password, ip);
});

test('a suspended user gets in nowhere', async () => {
  const { userId, email } = await activeUser(house);
  const { secret, caller } = await signIn(house, email);
  await house.db.mongo
    .collection<{ _id: string }>('users')
    .updateOne({ _id: userId }, { $set: { 'state.status': 'suspended' } });
  for (const attempt of [
    () => signIn(house, email),
    () => house.client.introspectSession({ sessionSecret: secret }),
    () => house.client.reAuthenticate({ password }, { caller }),
    () => house.client.getMe({}, { caller }),
    () => house.client.updateMe({ name: 'Eve' }, { caller }),
  ]) {
    await expect(attempt()).rejects.toEqual(refusal('USER_SUSPENDED'));
  }
  await expect(signIn(house, email, otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
});

test('a profile is changed once per idempotency key, and the change is told', async () => {
  const { userId, email } = await activeUser(house);
  const { caller } = await signIn(house, email);
  const options = { caller, idempotencyKey: `key-${userId}` };
  const first = await house.client.updateMe({ name: 'Ada King', timeZone: 'Europe/London' }, options);
  expect(first.user).toMatchObject({ name: 'Ada King', timeZone: 'Europe/London', locale: 'en' });
  await house.client.updateMe({ name: 'Countess' }, { caller });
  expect(await house.client.updateMe({ name: 'Ada King', timeZone: 'Europe/London' }, options)).toEqual(first);
  expect((await house.client.getMe({}, { caller })).user).toMatchObject({ name: 'Countess' });
  const preview = await house.client.updateMe({ name: 'Nobody' }, { caller, validateOnly: true });
  expect(preview.user).toMatchObject({ name: 'Nobody' });
  expect((await house.client.getMe({}, { caller })).user).toMatchObject({ name: 'Countess' });
  await eventually(() => {
    expect(house.kafka.events('identity.v1.UserUpdated', userId).map(({ data }) => data.name)).toEqual([
      ...['Ada King', 'Countess'],
    ]);
  });
});
