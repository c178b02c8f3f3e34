import { expect, test } from '@jest/globals';
import { after, fold, HOUR, MINUTE, newId } from '@platform/kernel';
import { changePassword } from './change-password.ts';
import { MAILS_PER_HOUR, type MailKind } from './mail-allowance.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { requestVerification } from './request-verification.ts';
import { resetPassword } from './reset-password.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { type SignUp, signUp } from './sign-up.ts';
import { updateProfile } from './update-profile.ts';
import { evolveUser, initialUser, type MailedProof, type MailedProofs, type User, type UserEvent } from './user.ts';
import { verifyEmail } from './verify-email.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = (ms: number) => after(at, ms);
const mailed = (hash: string, expiresAt = later(HOUR)): MailedProof => ({
  proof: { hash, expiresAt },
  sealedSecret: Buffer.from(`sealed ${hash}`),
});
/** The proof of the address under `hash`, and the one that sets a password under `r-hash`. */
const either = (hash: string): MailedProofs => ({ verification: mailed(hash), reset: mailed(`r-${hash}`) });
const person = { email: 'Ada@example.com', emailNormalized: 'ada@example.com', locale: 'en' };
const command = (overrides: Partial<SignUp> = {}): SignUp => ({
  ...person,
  name: 'Ada',
  passwordHash: 'hash of hers',
  mailedProofs: either('h1'),
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

const ofEve = (hash: string) => command({ name: 'Eve', passwordHash: 'hash of eve', mailedProofs: either(hash) });
const secondSignUps: readonly (readonly [string, SignUp, SignUp])[] = [
  ['a stranger', command(), ofEve('h2')],
  ['the person', ofEve('h1'), command({ mailedProofs: either('h2') })],
];

test.each(secondSignUps)(
  'when %s signs up second with an address, no link of either opens it: its reader chooses the password',
  (_who, first, second) => {
    const once = apply(nobody, signUp(nobody, first));
    const events = signUp(once, second);
    expect(events).toEqual([
      { type: 'UserPasswordChoiceRequested', data: { ...mailed('r-h2'), name: second.name, at } },
    ]);
    const contested = apply(once, events);
    for (const link of ['h1', 'h2']) {
      expect(() => verifyEmail(contested, link, at)).toThrow(
        expect.objectContaining({ reason: 'VERIFICATION_TOKEN_INVALID' }),
      );
    }
    const chosen = resetPassword(contested, { secretHash: 'r-h2', passwordHash: 'chosen', at });
    expect(apply(contested, chosen)).toMatchObject({ status: 'active', passwordHash: 'chosen', emailVerifiedAt: at });
  },
);

test('a mail that is sent again activates no password of a stranger, however many sign-ups there were', () => {
  let user = pending;
  for (let round = 2; round < 10; round += 1) user = apply(user, signUp(user, ofEve(`h${round}`)));
  const again = apply(user, requestVerification(user, either('h10'), later(HOUR)));
  expect(again).toMatchObject({ status: 'pending', pendingSignUps: [], passwordHash: '', reset: { hash: 'r-h10' } });
});

test('an active account is not touched by a sign-up for its address: its owner is told', () => {
  const events = signUp(active, command({ name: 'Eve', passwordHash: 'hash of eve' }));
  expect(events).toEqual([{ type: 'UserSignUpRepeated', data: { at } }]);
  expect(apply(active, events)).toEqual({ ...active, mails: [...active.mails, { kind: 'notice', at }] });
});

type Ask = (user: User, when: Date) => readonly UserEvent[];
const kinds: readonly (readonly [MailKind, User, Ask])[] = [
  ['verification', pending, (user, when) => requestVerification(user, either('h'), when)],
  ['choice', pending, (user, when) => signUp(user, command({ at: when }))],
  ['reset', active, (user, when) => requestPasswordReset(user, mailed('r'), when)],
  ['notice', active, (user, when) => signUp(user, command({ at: when }))],
];

test.each(kinds)(
  'nobody can flood an address with mails (%s): further requests are accepted and send nothing, for an hour',
  (kind, start, ask) => {
    let user = start;
    for (let turn = 0; turn < 20; turn += 1) user = apply(user, ask(user, at));
    expect(user.mails.filter((mail) => mail.kind === kind)).toHaveLength(MAILS_PER_HOUR);
    expect(ask(user, later(HOUR - 1))).toEqual([]);
    expect(ask(user, later(HOUR))).toHaveLength(1);
  },
);

test('who uses up the mails of one kind keeps nobody from another: a forgotten password can be reset', () => {
  for (const start of [pending, active]) {
    let user = start;
    for (let turn = 0; turn < 20; turn += 1) {
      user = apply(user, signUp(user, ofEve(`h${turn}`)));
      user = apply(user, requestVerification(user, either(`v${turn}`), at));
    }
    expect(requestPasswordReset(user, mailed('r'), at)).toHaveLength(1);
  }
});

test('when no more mails that set a password are sent, one that was sent still does', () => {
  let user = pending;
  for (let minute = 0; minute < 60; minute += 1) {
    const when = later(minute * MINUTE);
    const link = (kind: string) => mailed(`${kind}${minute}`, after(when, HOUR));
    user = apply(user, requestPasswordReset(user, link('r'), when));
    user = apply(user, signUp(user, { ...ofEve('h'), mailedProofs: { ...either('h'), reset: link('c') }, at: when }));
    const secretHash = user.reset?.hash ?? 'none';
    expect(resetPassword(user, { secretHash, passwordHash: 'mine', at: when })).toHaveLength(2);
  }
});

test('the verification mail goes out again with a fresh secret, while the earlier one still holds', () => {
  const again = apply(pending, requestVerification(pending, either('h2'), at));
  for (const link of ['h1', 'h2']) {
    expect(apply(again, verifyEmail(again, link, at))).toMatchObject({ name: 'Ada', passwordHash: 'hash of hers' });
  }
  for (const user of [nobody, active, suspended]) expect(requestVerification(user, either('h2'), at)).toEqual([]);
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

test('a reset mail proves the address too: the account is active and the open sign-up is void', () => {
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
