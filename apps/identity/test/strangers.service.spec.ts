import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  accountOf,
  activeUser,
  freshEmail,
  type House,
  mailedSecret,
  openHouse,
  otherPassword,
  password,
  signIn,
} from './house.ts';

jest.setTimeout(30_000);
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
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
