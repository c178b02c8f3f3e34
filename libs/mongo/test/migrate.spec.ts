import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { type Migration, type Mongo, migrate } from '@platform/mongo';
import { database } from '@platform/testing';

const db = await database();
afterAll(() => db.drop());
beforeEach(async () => {
  await Promise.all(['members', 'migrations'].map((name) => db.mongo.collection(name).deleteMany({})));
});

interface Member {
  readonly _id: string;
  readonly name?: string;
  readonly display?: string;
}

const members = (mongo: Mongo = db.mongo) => mongo.collection<Member>('members');
const initial: Migration = { id: '0001-initial', up: (target) => target.createCollection('members').catch(() => {}) };
const rename: Migration = {
  id: '0002-name-to-display',
  up: (target) =>
    target.collection('members').updateMany({ name: { $exists: true } }, { $rename: { name: 'display' } }),
};

test('from the previous shape: what is new runs once, in order', async () => {
  expect(await migrate(db.mongo, [initial])).toEqual(['0001-initial']);
  await members().insertOne({ _id: 'mem_1', name: 'Ann' });

  expect(await migrate(db.mongo, [initial, rename])).toEqual(['0002-name-to-display']);
  expect(await members().findOne()).toEqual({ _id: 'mem_1', display: 'Ann' });
  expect(await migrate(db.mongo, [initial, rename])).toEqual([]);
});

test('five processes that start at once migrate once', async () => {
  const ran: string[] = [];
  const steps = ['0001-one', '0002-two', '0003-three'].map(
    (id): Migration => ({ id, up: async () => void ran.push(id) }),
  );
  const processes = await Promise.all(Array.from({ length: 5 }, () => db.connect()));
  const results = await Promise.all(processes.map((mongo) => migrate(mongo, steps)));

  expect(ran).toEqual(['0001-one', '0002-two', '0003-three']);
  expect(results.filter((ids) => ids.length > 0)).toEqual([ran]);
});

test('a migration that fails is not noted, gives the right back and runs again the next time', async () => {
  const broken: Migration = { id: '0002-broken', up: () => Promise.reject(new Error('disk full')) };
  await expect(migrate(db.mongo, [initial, broken])).rejects.toThrow('disk full');
  expect(await migrate(db.mongo, [initial, rename])).toEqual(['0002-name-to-display']);
});

test.each<[string, readonly Migration[], readonly Migration[], RegExp]>([
  ['a database that is ahead of the code', [initial, rename], [initial], /0002-name-to-display.*newer code/],
  ['a migration that came too late', [rename], [initial, rename], /0001-initial came after/],
  ['numbers out of order', [], [rename, initial], /0001-initial stands after 0002/],
  ['a number used twice', [], [initial, { ...rename, id: '0001-other' }], /0001-other stands after 0001/],
  ['a name without a number', [], [{ ...initial, id: 'initial' }], /not named like/],
])('refuses %s', async (_what, applied, wanted, message) => {
  await migrate(db.mongo, applied);
  await expect(migrate(db.mongo, wanted)).rejects.toThrow(message);
});
