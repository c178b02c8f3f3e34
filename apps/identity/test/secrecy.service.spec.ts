import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOUR } from '@platform/kernel';
import {
  accountOf,
  freshEmail,
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

function bytesOf(raw: object): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new TypeError('the driver gave a document where its bytes were asked for');
}

/** Every byte that the service has stored, by collection. */
async function stored(): Promise<ReadonlyMap<string, Buffer>> {
  const { mongo } = house.db;
  const dumps = (await mongo.connection.listCollections()).map(async ({ name }) => {
    const documents = await mongo.collection(name).find({}, { raw: true }).toArray();
    return [name, Buffer.concat(documents.map(bytesOf))] as const;
  });
  return new Map(await Promise.all(dumps));
}

/** A secret as text, as the bytes that its text stands for, and as others may write either. */
const formsOf = (secret: string): readonly (string | Buffer)[] =>
  [Buffer.from(secret), Buffer.from(secret, 'base64url')].flatMap((bytes) => [
    ...[bytes, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')],
  ]);

test('no password and no secret is kept, told or logged', async () => {
  const email = freshEmail();
  await house.client.signUp({ email, password, name: 'Ada' });
  const { id } = await accountOf(house, email);
  const proof = await mailedSecret(house, id, 'verify-email');
  const proofIsOpen = await stored();
  await house.client.verifyEmail({ secret: proof });
  const { secret, caller } = await signIn(house, email);
  house.clock.advance(HOUR);
  await house.client.introspectSession({ sessionSecret: secret });
  const wrong = 'a guess that nobody else would make';
  await expect(house.client.reAuthenticate({ password: wrong }, { caller })).rejects.toThrow();
  await house.client.reAuthenticate({ password }, { caller });
  await house.client.requestPasswordReset({ email });
  const reset = await mailedSecret(house, id, 'reset-password');
  const resetIsOpen = await stored();
  await house.client.resetPassword({ secret: reset, newPassword: otherPassword });
  await house.service.settle();

  const everything = await stored();
  expect(everything.get('users')?.includes('$argon2id$v=19$m=19456,t=2,p=1$')).toBe(true);
  for (const name of ['users', 'outbox']) {
    expect({ name, found: everything.get(name)?.includes(email) }).toEqual({ name, found: true });
  }
  expect(house.log.text().length).toBeGreaterThan(0);
  for (const canary of [password, otherPassword, wrong, proof, reset, secret]) {
    for (const form of formsOf(canary)) {
      for (const [name, bytes] of [...proofIsOpen, ...resetIsOpen, ...everything]) {
        expect({ name, found: bytes.includes(form) }).toEqual({ name, found: false });
      }
      expect(house.log.text()).not.toContain(form.toString('latin1'));
    }
  }
});
