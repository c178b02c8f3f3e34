import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { once } from '@platform/mongo';
import { database, uniqueName } from '@platform/testing';
import { counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const { connection } = db.mongo;
const native = connection.getClient().db(connection.name);
const store = counters(db.mongo);
const telling = counters(db.mongo, { name: 'telling', facts: undefined });
await Promise.all([store.prepare(), telling.prepare()]);

/** What the work asks of the database, in order. Commits are said to the server and to none of its databases: they are not seen. */
async function asked(work: () => Promise<unknown>): Promise<readonly string[]> {
  await native.command({ profile: 2 });
  await work();
  await native.command({ profile: 0 });
  const seen = await native.collection<{ op: string; ns: string }>('system.profile').find().toArray();
  await native.collection('system.profile').drop();
  return seen.map(({ op, ns }) => `${op} ${ns.slice(connection.name.length + 1)}`);
}

test('what is new is written without a look', async () => {
  const born = () => store.change(store.unborn(newId('tok')), opened());
  expect(await asked(born)).toEqual(['insert counters', 'insert outbox']);
  const looking = () => store.change(newId('tok'), opened());
  expect(await asked(looking)).toEqual(['query counters', 'insert counters', 'insert outbox']);
});

test('what was read before is not read again, and only who owes facts is asked for them', async () => {
  const rightful = await store.change(newId('tok'), opened());
  const plain = await telling.change(newId('tok'), opened());
  expect(await asked(() => store.change(rightful, counted()))).toEqual([
    'update counters',
    'insert outbox',
    'query outbox',
  ]);
  expect(await asked(() => telling.change(plain, counted()))).toEqual(['update telling', 'insert outbox']);
});

test('an event that is new is not looked for', async () => {
  const plain = await telling.change(newId('tok'), opened());
  const inbox = { consumer: 'test', eventId: newId('evt') };
  const hear = () => telling.change(plain, counted(), { inbox });
  expect(await asked(hear)).toEqual(['insert inbox', 'update telling', 'insert outbox']);
  expect(await asked(hear)).toEqual(['insert inbox', 'query inbox', 'query telling']);
});

test('an answer is remembered once: with its effect, or by its value where there is none', async () => {
  const request = () => ({
    mongo: db.mongo,
    scope: { caller: 'usr_1', method: 'Open', key: uniqueName('key') },
    requestHash: 'hash',
    encode: (value: string) => Buffer.from(value),
    decode: (bytes: Buffer) => bytes.toString(),
  });
  const effect = () =>
    once({
      ...request(),
      run: async (run) => {
        run.answer(Buffer.from('done'));
        return (await telling.change(telling.unborn(newId('tok')), opened(), { once: run })).id;
      },
    });
  expect(await asked(effect)).toEqual(['insert idempotency', 'insert telling', 'insert outbox', 'update idempotency']);
  const reading = () => once({ ...request(), run: async () => 'read' });
  expect(await asked(reading)).toEqual(['insert idempotency', 'update idempotency']);
});
