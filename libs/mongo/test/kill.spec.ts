import { spawn } from 'node:child_process';
import { once as happened } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { newId } from '@platform/kernel';
import { confirmFacts, once } from '@platform/mongo';
import { captureLog, database, eventually } from '@platform/testing';
import { counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const script = fileURLToPath(new URL('./dying.ts', import.meta.url));

/** Lets a process work on the counter and waits until it is dead. */
async function killedIn(id: string, when: 'before' | 'within' | 'after'): Promise<void> {
  const args = ['--conditions=source', script, db.url, db.name, id, when];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: '' } });
  const [, signal] = await happened(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

const counter = async () => {
  const { id, owed } = await counters(db.mongo).change(newId('tok'), opened());
  await db.mongo.outbox.markSent(owed.map((row) => row._id));
  return id;
};

/** The same request, repeated by its caller at another process. */
const repeated = (id: string, delivered: string[] = []) =>
  once({
    mongo: db.mongo,
    scope: { caller: 'usr_1', method: 'CountUp', key: id },
    requestHash: 'hash',
    encode: (value: string) => Buffer.from(value),
    decode: String,
    confirm: confirmFacts({
      mongo: db.mongo,
      deliver: async (rows) => void delivered.push(...rows.map((row) => row._id)),
      log: captureLog().log,
    }),
    run: async (run) => {
      const { state } = await counters(db.mongo).change(
        id,
        (before) => {
          run.answer(Buffer.from('rerun'));
          return counted()(before);
        },
        { once: run },
      );
      return `run again, counted to ${state.count}`;
    },
  });

test('killed between commit and confirmation: the facts and events stay owed, the retry gets the answer, no second effect', async () => {
  const id = await counter();
  await killedIn(id, 'after');

  expect(await counters(db.mongo).find(id)).toMatchObject({ version: 2, state: { count: 1 } });
  const facts = await db.mongo.outbox.unsentOf('facts', [`counters/${id}`]);
  const events = await db.mongo.outbox.unsentOf('kafka', [`counters/${id}`]);
  expect([facts, events].map((rows) => rows.map((row) => String(row.value)))).toEqual([
    ['open'],
    ['CounterOpened 1', 'CounterCounted 2'],
  ]);

  const delivered: string[] = [];
  expect(await repeated(id, delivered)).toEqual({ value: 'counted to 1', replayed: true });
  expect(delivered).toEqual(facts.map((row) => row._id));
  expect((await counters(db.mongo).find(id))?.state.count).toBe(1);
});

test('killed before the commit: nothing is there, and the abandoned key is run again', async () => {
  const id = await counter();
  await killedIn(id, 'before');

  expect(await counters(db.mongo).find(id)).toMatchObject({ version: 1, state: { count: 0 } });
  expect(await db.mongo.outbox.unsentOf('facts', [`counters/${id}`])).toEqual([]);
  const second = await eventually(() => repeated(id));
  expect(second).toEqual({ value: 'run again, counted to 1', replayed: false });
});

test('killed within a transaction: what it had touched is free again in seconds, not after a minute', async () => {
  const id = await counter();
  await killedIn(id, 'within');

  const { state } = await eventually(() => counters(db.mongo).change(id, counted()));
  expect(state).toMatchObject({ count: 1 });
  expect(await counters(db.mongo).find(id)).toMatchObject({ version: 2 });
});
