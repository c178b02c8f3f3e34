import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { above, below, type Filter, not, oneOf } from '@platform/mongo';
import { database, uniqueName } from '@platform/testing';
import fc from 'fast-check';
import { at, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const store = counters(db.mongo);
const owner = uniqueName('owner');
const ids = [newId('tok'), newId('tok'), newId('tok')].toSorted();
for (const [index, id] of ids.entries()) {
  await store.change(id, opened(owner));
  await store.change(id, counted(index));
}

const idsOf = async (filter: Filter, options?: Parameters<typeof store.list>[1]) =>
  (await store.list(filter, options)).map((one) => ids.indexOf(one.id as (typeof ids)[number]));

test('lists by what the state says, ordered and limited', async () => {
  expect(await idsOf({ 'state.owner': owner })).toEqual([0, 1, 2]);
  expect(await idsOf({ 'state.owner': owner, 'state.count': 1 })).toEqual([1]);
  expect(await idsOf({ 'state.owner': owner, 'state.count': above(0) }, { sort: { 'state.count': -1 } })).toEqual([
    2, 1,
  ]);
  expect(await idsOf({ 'state.owner': owner, 'state.count': oneOf([0, 2]) })).toEqual([0, 2]);
  expect(await idsOf({ 'state.owner': owner, 'state.count': not(1) })).toEqual([0, 2]);
  expect(await idsOf({ 'state.owner': owner, 'state.opened': at }, { limit: 2 })).toEqual([0, 1]);
  expect(await idsOf({ 'state.owner': owner, 'state.opened': below(at) })).toEqual([]);
  expect(await idsOf({ 'state.owner': owner, id: above(ids[0] ?? '') })).toEqual([1, 2]);
  expect(await store.findOne({ 'state.owner': owner })).toEqual(await store.find(ids[0] ?? ''));
  expect(await store.findOne({ 'state.owner': 'nobody' })).toBeUndefined();
});

test('finds one together with what it names in another store, or in its own', async () => {
  const [second = ''] = ids;
  const keeper = newId('tok');
  await store.change(keeper, opened(second));
  const byKeeper = { 'state.owner': second };
  expect(await store.findWith(byKeeper, 'state.owner', store)).toEqual([
    await store.find(keeper),
    await store.find(second),
  ]);
  expect(await store.findWith(byKeeper, 'state.owner', { ...store, name: 'elsewhere' })).toEqual([
    await store.find(keeper),
    undefined,
  ]);
  const byNobody = { 'state.owner': 'nobody' };
  expect(await store.findWith(byNobody, 'state.owner', store)).toEqual([undefined, undefined]);
});

test('property: nothing but a primitive reaches the database, whatever came from outside', async () => {
  const hostile = fc.oneof(fc.object(), fc.array(fc.anything()), fc.constant({ $ne: null }), fc.constant(undefined));
  await fc.assert(
    fc.asyncProperty(hostile, async (value) => {
      const filter: Filter = JSON.parse('{}');
      Object.assign(filter, { 'state.owner': value });
      await expect(store.findOne(filter)).rejects.toThrow(TypeError);
    }),
  );
});

test.each(['$where', 'state.$where', 'owner', 'state', '__proto__', 'state.a b'])(
  'a filter cannot name %s',
  async (name) => {
    const filter: Filter = Object.fromEntries([[name, 'x']]);
    await expect(store.list(filter)).rejects.toThrow(TypeError);
  },
);

test('an id from outside is compared as it is', async () => {
  const id: string = JSON.parse('{"a":{"$gt":""}}').a;
  expect(await store.find(id)).toBeUndefined();
});
