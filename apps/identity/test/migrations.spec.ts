import { afterAll, expect, test } from '@jest/globals';
import { DAY, newId } from '@platform/kernel';
import { migrate } from '@platform/mongo';
import { database } from '@platform/testing';
import { requestVerification } from '../src/domain/request-verification.ts';
import { migrations } from '../src/store/migrations/index.ts';
import { userStore } from '../src/store/users.ts';

const db = await database();
afterAll(() => db.drop());

const at = new Date('2026-01-02T03:04:05.678Z');
const expiresAt = new Date(at.getTime() + DAY);
const signUp = (hash: string, passwordHash: string) => ({ proof: { hash, expiresAt }, name: 'Ada', passwordHash });

/** An account as it was kept when mails had no kinds. */
async function before(status: string, pendingSignUps: readonly object[]): Promise<string> {
  const id = newId('usr');
  const state = { id, status, email: `${id}@example.com`, emailNormalized: `${id}@example.com`, name: 'Ada' };
  const rest = { passwordHash: 'hash', pendingSignUps, mailsAt: [at, at], sessionGeneration: 1, createdAt: at };
  await db.mongo
    .collection<{ _id: string }>('users')
    .insertOne({ _id: id, version: 1, state: { ...state, ...rest }, updated_at: at } as { _id: string });
  return id;
}

test('0001: accounts of the earlier shape have kinds of mails, and a pending one has no password of its own', async () => {
  const active = await before('active', []);
  const pending = await before('pending', [signUp('h1', 'hash'), signUp('h2', 'hash')]);
  const contested = await before('pending', [signUp('h1', 'hash'), signUp('h2', 'hash of eve')]);
  await migrate(db.mongo, migrations);

  const users = userStore(db.mongo);
  const stateOf = async (id: string) => (await users.find(id))?.state;
  expect(await stateOf(active)).toMatchObject({ status: 'active', passwordHash: 'hash', mails: [] });
  expect(await stateOf(active)).not.toHaveProperty('mailsAt');
  expect(await stateOf(pending)).toMatchObject({ passwordHash: '', mails: [], pendingSignUps: [{}, {}] });
  expect(await stateOf(contested)).toMatchObject({ passwordHash: '', pendingSignUps: [] });

  const verification = { proof: { hash: 'v', expiresAt }, sealedSecret: Buffer.from('sealed') };
  const again = (id: string) =>
    users.change(id, (user) => requestVerification(user, { verification, reset: verification }, at));
  expect((await again(pending)).events).toMatchObject([{ type: 'UserVerificationRequested' }]);
  expect((await again(contested)).events).toMatchObject([{ type: 'UserPasswordChoiceRequested' }]);
});
