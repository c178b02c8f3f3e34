import { expect, test } from '@jest/globals';
import { after, fold, HOUR, MINUTE, newId } from '@platform/kernel';
import { changePassword } from './change-password.ts';
import { MAILS_PER_HOUR } from './mail-allowance.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { requestVerification } from './request-verification.ts';
import { resetPassword } from './reset-password.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { type SignUp, signUp } from './sign-up.ts';
import { updateProfile } from './update-profile.ts';
import { evolveUser, initialUser, type MailedProof, type User, type UserEvent } from './user.ts';
import { verifyEmail } from './verify-email.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = (ms: number) => after(at, ms);
const mailed = (hash: string, expiresAt = later(HOUR)): MailedProof => ({
  proof: { hash, expiresAt },
  sealedSecret: Buffer.from(`sealed ${hash}`),
});
const person = { email: 'Ada@example.com', emailNormalized: 'ada@example.com', locale: 'en' };
const command = (overrides: Partial<SignUp> = {}): SignUp => ({
  ...person,
  name: 'Ada',
  passwordHash: 'hash of hers',
  mailedProof: mailed('h1'),
  at,
  ...overrides,
});

const nobody = initialUser(newId('usr'));
const apply = (user: User, events: readonly UserEvent[]): User => fold(evolveUser, user, events);
const pending = apply(nobody, signUp(nobody, command()));
const active = apply(pending, verifyEmail(pending, 'h1', at));
const suspended: User = { ...active, status: 'suspended' };

test('a sign-up begins a pending account and mails a proof', () => {
  expect(signUp(nobody, command())).toEqual([
    { type: 'UserSignedUp', data: { ...person, name: 'Ada', passwordHash: 'hash of hers', ...mailed('h1'), at } },
  ]);
  expect(pending).toMatchObject({ status: 'pending', name: 'Ada', emailVerifiedAt: undefined, createdAt: at });
});

test('the proof makes the account active, once', () => {
  expect(active).toMatchObject({
    status: 'active',
    passwordHash: 'hash of hers',
    emailVerifiedAt: at,
    pendingSignUps: [],
  });
  expect(() => verifyEmail(active, 'h1', at)).toThrow(
    expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }),
  );
});

test('a proof that has run out, to the millisecond, or is unknown proves nothing', () => {
  expect(() => verifyEmail(pending, 'h1', later(HOUR))).toThrow(
    expect.objectContaining({ reason: 'VERIFICATION_TOKEN_EXPIRED' }),
  );
  expect(verifyEmail(pending, 'h1', later(HOUR - 1))).toHaveLength(1);
  expect(() => verifyEmail(pending, 'h2', at)).toThrow(
    expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }),
  );
});

test('each mail activates the password and name of its own sign-up, never those of another for the same address', () => {
  const both = apply(
    pending,
    signUp(pending, command({ name: 'Eve', passwordHash: 'hash of eve', mailedProof: mailed('h2') })),
  );
  expect(apply(both, verifyEmail(both, 'h1', at))).toMatchObject({ name: 'Ada', passwordHash: 'hash of hers' });
  expect(apply(both, verifyEmail(both, 'h2', at))).toMatchObject({ name: 'Eve', passwordHash: 'hash of eve' });
});

test('an active account is not touched by a sign-up for its address: its owner is told', () => {
  const events = signUp(active, command({ name: 'Eve', passwordHash: 'hash of eve' }));
  expect(events).toEqual([{ type: 'UserSignUpRepeated', data: { at } }]);
  expect(apply(active, events)).toEqual({ ...active, mailsAt: [at, at] });
});

test('nobody can flood an address with mails: further requests are accepted and send nothing', () => {
  let user = pending;
  let sent = 1;
  for (let request = 0; request < 20; request += 1) {
    const events = [
      () => signUp(user, command()),
      () => requestVerification(user, mailed('h'), at),
      () => requestPasswordReset(user, mailed('h'), at),
    ][request % 3]?.() as readonly UserEvent[];
    sent += events.length;
    user = apply(user, events);
  }
  expect(sent).toBe(MAILS_PER_HOUR);
  expect(requestPasswordReset(user, mailed('h'), later(HOUR))).toHaveLength(1);
});

test('the verification mail goes out again with a fresh secret, while the earlier one still holds', () => {
  const again = apply(pending, requestVerification(pending, mailed('h2'), at));
  expect(again.pendingSignUps.map(({ proof }) => proof.hash)).toEqual(['h1', 'h2']);
  expect(verifyEmail(again, 'h1', at)).toHaveLength(1);
  for (const user of [nobody, active, suspended]) expect(requestVerification(user, mailed('h2'), at)).toEqual([]);
});

test('a reset sets the password, uses up its secret and puts every session into the past', () => {
  const asked = apply(active, requestPasswordReset(active, mailed('r1'), at));
  const reset = apply(asked, resetPassword(asked, { secretHash: 'r1', passwordHash: 'new', at }));
  expect(reset).toMatchObject({
    passwordHash: 'new',
    reset: undefined,
    sessionGeneration: active.sessionGeneration + 1,
  });
  expect(() => resetPassword(reset, { secretHash: 'r1', passwordHash: 'newer', at })).toThrow(
    expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }),
  );
});

test('a newer reset mail replaces the older, and one that has run out resets nothing', () => {
  const once = apply(active, requestPasswordReset(active, mailed('r1'), at));
  const twice = apply(once, requestPasswordReset(once, mailed('r2', later(MINUTE)), at));
  const reset = (secretHash: string, when: Date) => () =>
    resetPassword(twice, { secretHash, passwordHash: 'new', at: when });
  expect(reset('r1', at)).toThrow(expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }));
  expect(reset('r2', later(MINUTE))).toThrow(expect.objectContaining({ reason: 'VERIFICATION_TOKEN_EXPIRED' }));
});

test('a reset mail proves the address too: the account is active and open sign-ups are void', () => {
  const asked = apply(pending, requestPasswordReset(pending, mailed('r1'), at));
  const reset = apply(asked, resetPassword(asked, { secretHash: 'r1', passwordHash: 'new', at }));
  expect(reset).toMatchObject({ status: 'active', passwordHash: 'new', emailVerifiedAt: at });
  expect(() => verifyEmail(reset, 'h1', at)).toThrow(expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }));
});

test('a suspended user is sent nothing and can change nothing', () => {
  expect(signUp(suspended, command())).toEqual([]);
  expect(requestPasswordReset(suspended, mailed('r'), at)).toEqual([]);
  const withReset: User = { ...suspended, reset: mailed('r').proof };
  for (const attempt of [
    () => resetPassword(withReset, { secretHash: 'r', passwordHash: 'new', at }),
    () => changePassword(suspended, { provedHash: suspended.passwordHash, passwordHash: 'new', at }),
    () => updateProfile(suspended, { name: 'Eve' }),
  ]) {
    expect(attempt).toThrow(expect.objectContaining({ reason: 'USER_SUSPENDED' }));
  }
});

test('a password changes only if the proved one is still the password', () => {
  const proved = active.passwordHash;
  expect(changePassword(active, { provedHash: proved, passwordHash: 'new', at })).toEqual([
    { type: 'UserPasswordChanged', data: { passwordHash: 'new', how: 'change', at } },
  ]);
  const reset = { ...active, passwordHash: 'reset meanwhile' };
  expect(() => changePassword(reset, { provedHash: proved, passwordHash: 'new', at })).toThrow(
    expect.objectContaining({ reason: 'CREDENTIALS_INVALID' }),
  );
});

test('signing out everywhere makes every session of before an old one', () => {
  expect(apply(active, signOutEverywhere(active, at)).sessionGeneration).toBe(active.sessionGeneration + 1);
  expect(signOutEverywhere(nobody, at)).toEqual([]);
});

test('a profile changes in what is given and differs; every wrong field is named', () => {
  expect(updateProfile(active, { name: ' Ada   King ' })).toEqual([
    { type: 'UserUpdated', data: { name: 'Ada King', locale: 'en', timeZone: 'UTC' } },
  ]);
  expect(updateProfile(active, { name: 'Ada', locale: 'en', timeZone: 'UTC' })).toEqual([]);
  expect(updateProfile(active, { locale: 'de-AT', timeZone: 'Europe/Vienna' })).toHaveLength(1);
  expect(() => updateProfile(active, { name: 'a\nb', locale: 'x_y', timeZone: 'Mars/Base' })).toThrow(
    expect.objectContaining({
      reason: 'VALIDATION_FAILED',
      fields: ['name', 'locale', 'time_zone'].map((field) => expect.objectContaining({ field })),
    }),
  );
});

test.each(['', '  ', 'x'.repeat(101), 'Ada\u0000', 'Ada\u202eevE', 'A\r\nBcc: eve@example.com'])(
  '%j is no name',
  (name) => {
    expect(() => updateProfile(active, { name })).toThrow(expect.objectContaining({ reason: 'VALIDATION_FAILED' }));
  },
);
