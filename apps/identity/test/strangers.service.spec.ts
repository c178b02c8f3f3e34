import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  accountOf,
  activeUser,
  freshEmail,
  freshIp,
  freshNetwork,
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
const ada = { password, name: 'Ada' };
const eve = { password: otherPassword, name: 'Eve' };

test.each([
  ['after', [ada, eve]],
  ['before', [eve, ada]],
])(
  'a stranger who signs up %s the person gets no account: the reader of the mail chooses the password',
  async (_when, both) => {
    const email = freshEmail();
    for (const person of both) await house.client.signUp({ email, ...person });
    await house.client.resendVerification({ email });
    const { id } = await accountOf(house, email);
    const link = await mailedSecret(house, id, 'verify-email');
    const secret = await mailedSecret(house, id, 'reset-password', 2);
    await expect(house.client.verifyEmail({ secret: link })).rejects.toEqual(refusal('VERIFICATION_TOKEN_INVALID'));
    const chosen = 'maple thunder quilts nine ferries';
    await house.client.resetPassword({ secret, newPassword: chosen });
    for (const person of both) {
      await expect(signIn(house, email, person.password)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
    }
    await signIn(house, email, chosen);
    expect(house.kafka.events('identity.v1.UserVerificationRequested', id)).toEqual([]);
  },
);

test('a stranger who uses up an address’s mails of sign-ups keeps its owner from no new password', async () => {
  const { userId, email } = await activeUser(house);
  for (let turn = 0; turn < 8; turn += 1) {
    await house.client.signUp({ email, ...eve });
    await house.client.resendVerification({ email });
  }
  await house.client.requestPasswordReset({ email });
  const secret = await mailedSecret(house, userId, 'reset-password');
  await house.client.resetPassword({ secret, newPassword: otherPassword });
  await signIn(house, email, otherPassword);
});

/** A stranger who tries to get in with a wrong password until the account is locked. */
async function lock(email: string) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(signIn(house, email, otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await expect(signIn(house, email)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
}

test('a stranger who locks an account keeps its owner, who is signed in, from nothing', async () => {
  const { email } = await activeUser(house);
  const { caller } = await signIn(house, email);
  await lock(email);
  await house.client.reAuthenticate({ password }, { caller, ip: freshIp() });
  await house.client.changePassword({ oldPassword: password, newPassword: otherPassword }, { caller, ip: freshIp() });
  await expect(signIn(house, email, otherPassword)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
});

test('guesses in a stolen session lock that session alone, for the step-up and the change of the password', async () => {
  const { email } = await activeUser(house);
  const [stolen, own] = [await signIn(house, email), await signIn(house, email)];
  const prove = (given: string, { caller } = stolen) => house.client.reAuthenticate({ password: given }, { caller });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(prove(otherPassword)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await expect(prove(password)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
  const change = { oldPassword: password, newPassword: otherPassword };
  await expect(house.client.changePassword(change, { caller: stolen.caller })).rejects.toEqual(
    refusal('ACCOUNT_LOCKED'),
  );
  await prove(password, own);
  await signIn(house, email);
});

test('attempts from one /64 count together, whichever of its addresses they come from', async () => {
  const { email } = await activeUser(house);
  const [network, other] = [freshNetwork(), freshNetwork()];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const guess = signIn(house, freshEmail(), otherPassword, `${network}::${attempt}`);
    await expect(guess).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await expect(signIn(house, email, password, `${network}:a:b:c:d`)).rejects.toEqual(refusal('ACCOUNT_LOCKED'));
  await signIn(house, email, password, `${other}::1`);
});
