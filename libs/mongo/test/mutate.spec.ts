import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { confirmFacts, type Mutation, mutate, type OutboxRow, planned } from '@platform/mongo';
import { captureLog, database } from '@platform/testing';
import { closed, counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const store = counters(db.mongo);
const others = counters(db.mongo, { name: 'others' });

/** An activation that takes facts, unless it is away. */
function activation() {
  const state = { away: false, applied: [] as string[] };
  const deliver = async (rows: readonly OutboxRow[]) => {
    if (state.away) throw new Error('connect ECONNREFUSED');
    state.applied.push(...rows.map((row) => row._id));
  };
  return { state, confirm: confirmFacts({ mongo: db.mongo, deliver, log: captureLog().log }) };
}

const codec = {
  encode: (text: string) => ({ finish: () => Buffer.from(text) }),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

/** A request that counts one counter up and opens another; its answer tells both. */
function countAndOpen(id: string, given: Partial<Mutation<string>['request']> = {}, target = activation()) {
  const other = newId('tok');
  const one = planned(store.step(id, counted()));
  const two = planned(others.step(other, opened('bob')));
  const run = () =>
    mutate({
      ...{ mongo: db.mongo, confirm: target.confirm, codec },
      request: { caller: 'usr_1', method: 'CountAndOpen', key: undefined, hash: 'h', ...given },
      steps: [one.step, two.step],
      answer: () => `${one.now().state.count} ${two.now().state.owner}`,
    });
  return { run, other, target };
}

const counter = async () => {
  const { id, owed } = await store.change(newId('tok'), opened());
  await db.mongo.outbox.markSent(owed.map((row) => row._id));
  return id;
};
const countOf = async (id: string) => (await store.find(id))?.state.count;

test('answers with what the steps lead to, after their facts are applied', async () => {
  const id = await counter();
  const { run, other, target } = countAndOpen(id);
  expect(await run()).toBe('1 bob');
  expect(target.state.applied).toEqual([`${id}-2`, `${other}-1`]);
});

test('with a key a repetition gets the same bytes and changes nothing; without one it counts again', async () => {
  const id = await counter();
  expect(await countAndOpen(id, { key: 'k' }).run()).toBe('1 bob');
  await countAndOpen(id).run();
  const repetition = countAndOpen(id, { key: 'k' });
  expect(await repetition.run()).toBe('1 bob');
  expect([await countOf(id), await others.find(repetition.other)]).toEqual([2, undefined]);
});

test('facts that cannot be delivered: committed, not answered, and the repetition never counts again', async () => {
  const id = await counter();
  const broken = countAndOpen(id, { key: id });
  broken.target.state.away = true;
  const committed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { committed: 'true' } };
  await expect(broken.run()).rejects.toMatchObject(committed);
  await expect(broken.run()).rejects.toMatchObject(committed);
  broken.target.state.away = false;
  expect(await broken.run()).toBe('1 bob');
  expect([await countOf(id), broken.target.state.applied.length]).toEqual([1, 2]);
});

test('without a key, too, the repetition of a taking-away waits for the facts of the first', async () => {
  const id = await counter();
  const target = activation();
  const close = () => {
    const step = planned(store.step(id, closed));
    const request = { caller: 'usr_1', method: 'Close', key: undefined, hash: 'h' };
    const answer = () => String(step.now().state.opened);
    return mutate({ mongo: db.mongo, confirm: target.confirm, codec, request, steps: [step.step], answer });
  };
  target.state.away = true;
  for (const _ of [1, 2]) await expect(close()).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  target.state.away = false;
  expect(await close()).toBe('null');
  expect(target.state.applied).toEqual([`${id}-2`]);
});

test('a refusal that rests on an unconfirmed change is told only when that is confirmed (Property S)', async () => {
  const id = await counter();
  const target = activation();
  target.state.away = true;
  const { owed } = await store.change(id, closed);
  await expect(target.confirm(owed)).rejects.toMatchObject({ metadata: { committed: 'true' } });

  const { run } = countAndOpen(id, { key: id }, target);
  const nothingDone = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'activation', committed: 'false' } };
  for (const _ of [1, 2]) await expect(run()).rejects.toMatchObject(nothingDone);
  target.state.away = false;
  await expect(run()).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
  expect(target.state.applied).toEqual([`${id}-2`]);
  await expect(run()).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
  expect(target.state.applied).toHaveLength(1);
});

test('validate_only decides, tells what would be and writes nothing', async () => {
  const id = await counter();
  const { run, other } = countAndOpen(id, { key: 'v', validateOnly: true });
  expect(await run()).toBe('1 bob');
  expect([await countOf(id), await others.find(other)]).toEqual([0, undefined]);
  const unborn = countAndOpen(newId('tok'), { validateOnly: true });
  await expect(unborn.run()).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
});

test('ten that race with keys of their own all count, and each tells its own count', async () => {
  const id = await counter();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => countAndOpen(id, { key: `race-${n}` }).run()));
  const counts = answers.map((answer) => Number.parseInt(answer, 10)).toSorted((a, b) => a - b);
  expect(counts).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
});

test('a step that was not decided yet cannot be asked', () => {
  expect(() => planned(store.step('x', opened())).now()).toThrow(TypeError);
});
