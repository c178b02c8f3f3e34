import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { as, house, joinedPerson } from './house.ts';

const home = await house();
const running = await home.start();
afterAll(() => home.stop());

function bytesOf(raw: object): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new TypeError('the driver gave a document where its bytes were asked for');
}

/** Every byte that the service has stored, by collection. */
async function stored(): Promise<ReadonlyMap<string, Buffer>> {
  const names = await home.db.mongo.connection.listCollections();
  const dumps = names.map(async ({ name }) => {
    const documents = await home.db.mongo.collection(name).find({}, { raw: true }).toArray();
    return [name, Buffer.concat(documents.map(bytesOf))] as const;
  });
  return new Map(await Promise.all(dumps));
}

test('a value is in the answers and nowhere else: not in the database, its events, its idempotency records or the log', async () => {
  const { user } = running;
  const who = await joinedPerson(home, running);
  const mine = { workspaceId: who.workspaceId };
  const first = await user.revealMyDeveloperToken(mine, { caller: as(who) });
  const idempotencyKey = newId('req');
  home.activation.state.away = true;
  await user.resetMyDeveloperToken(mine, { caller: as(who), idempotencyKey }).catch(() => undefined);
  home.activation.state.away = false;
  const second = await user.resetMyDeveloperToken(mine, { caller: as(who), idempotencyKey });
  await running.service.settle();

  const everything = await stored();
  for (const name of ['tokens', 'outbox', 'idempotency']) expect(everything.get(name)?.length).toBeGreaterThan(0);
  expect(home.log.text().length).toBeGreaterThan(0);
  for (const value of [first.value, second.value]) {
    const body = value.slice(5, 37);
    const forms = [body, Buffer.from(value).toString('base64').slice(4, 40), Buffer.from(value).toString('hex')];
    for (const form of forms) {
      for (const [name, bytes] of everything)
        expect({ name, found: bytes.includes(form) }).toEqual({ name, found: false });
      expect(home.log.text()).not.toContain(form);
    }
    expect(everything.get('tokens')?.includes(value.slice(-4))).toBe(true);
  }
});
