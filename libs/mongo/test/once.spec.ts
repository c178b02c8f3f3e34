import { afterAll, expect, test } from '@jest/globals';
import { isCoded, newId } from '@platform/kernel';
import { confirmFacts, type Mongo, type OnceOptions, type OutboxRow, once } from '@platform/mongo';
import { captureLog, database, eventually, uniqueName } from '@platform/testing';
import { mongo as driver } from 'mongoose';
import { counted, counters, opened } from './counter.ts';

const db = await database();
afterAll(() => db.drop());

const away = async () => {
  throw new Error('connect ECONNREFUSED');
};
const confirmWith = (deliver: (rows: readonly OutboxRow[]) => Promise<void>) =>
  confirmFacts({ mongo: db.mongo, deliver, log: captureLog().log });

/** A request that counts one up and answers with the id and the new count. */
const countUp = (id: string, options: Partial<OnceOptions<string>> & { mongo?: Mongo } = {}): OnceOptions<string> => ({
  mongo: options.mongo ?? db.mongo,
  scope: { caller: 'usr_1', method: 'CountUp', key: id },
  requestHash: 'hash-1',
  encode: (value) => Buffer.from(value),
  decode: (bytes) => bytes.toString(),
  run: async (run) => {
    const { state } = await counters(options.mongo ?? db.mongo).change(
      id,
      (counter) => {
        run.answer(Buffer.from(`${id} ${counter.count + 1}`));
        return counted()(counter);
      },
      { once: run },
    );
    return `${id} ${state.count}`;
  },
  ...options,
});

/** A promise that the test resolves. */
function gate<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const counter = async () => (await counters(db.mongo).change(newId('tok'), opened())).id;
const countOf = async (id: string) => (await counters(db.mongo).find(id))?.state.count;
const recordOf = (id: string) =>
  db.mongo
    .collection<{ _id: string; state: string }>('idempotency')
    .find()
    .toArray()
    .then((all) => JSON.stringify(all).includes(id));

test('the same key and request gives the same answer, and the effect once', async () => {
  const id = await counter();
  const delivered = confirmWith(async () => {});
  expect(await once(countUp(id))).toEqual({ value: `${id} 1`, replayed: false });
  expect(await once(countUp(id, { confirm: delivered }))).toEqual({ value: `${id} 1`, replayed: true });
  expect(await countOf(id)).toBe(1);
});

test('another caller, method or key is another request; another body under the same key is refused', async () => {
  const id = await counter();
  const { scope } = countUp(id);
  const scopes = [scope, { ...scope, caller: 'usr_2' }, { ...scope, method: 'CountDown' }, { ...scope, key: 'k' }];
  for (const each of scopes) await once(countUp(id, { scope: each }));
  expect(await countOf(id)).toBe(4);

  await expect(once(countUp(id, { requestHash: 'hash-2' }))).rejects.toMatchObject({
    reason: 'IDEMPOTENCY_KEY_REUSED',
  });
  expect(await countOf(id)).toBe(4);
});

test('twenty callers with one key, from four processes: one effect; the others wait or get the same answer', async () => {
  const id = await counter();
  const processes = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
  const confirm = confirmWith(async () => {});
  const callers = Array.from({ length: 20 }, (_, n) => {
    const mongo = processes[n % 4];
    return once(countUp(id, { confirm, ...(mongo && { mongo }) }));
  });
  const outcomes = await Promise.allSettled(callers);

  const answers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.value))).toEqual(new Set([`${id} 1`]));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(isCoded(outcome.reason, 'IDEMPOTENCY_KEY_IN_PROGRESS')).toBe(true);
  }
  expect(await countOf(id)).toBe(1);
  expect((await once(countUp(id, { confirm }))).value).toBe(`${id} 1`);
});

test('committed but the facts pending: UNAVAILABLE {committed}, until a retry delivers them; never a second effect', async () => {
  const id = await counter();
  const run = countUp(id).run;
  const broken = countUp(id, {
    confirm: confirmWith(away),
    run: async (handle) => {
      const value = await run(handle);
      await confirmWith(away)(await db.mongo.outbox.unsentOf('facts', [`counters/${id}`]));
      return value;
    },
  });
  const committed = { reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'activation', committed: 'true' } };
  await expect(once(broken)).rejects.toMatchObject(committed);
  await expect(once(broken)).rejects.toMatchObject(committed);
  await expect(once(countUp(id))).rejects.toMatchObject(committed);

  const delivered: string[] = [];
  const confirm = confirmWith(async (rows) => void delivered.push(...rows.map((row) => row._id)));
  expect(await once(countUp(id, { confirm }))).toEqual({ value: `${id} 1`, replayed: true });
  expect(delivered).toEqual([`${id}-1`, `${id}-2`]);
  expect(await once(countUp(id, { confirm: confirmWith(away) }))).toEqual({ value: `${id} 1`, replayed: true });
  expect(await countOf(id)).toBe(1);
});

test('the relay may deliver what a committed request owes; then the retry is answered without it', async () => {
  const id = await counter();
  await once(countUp(id));
  await expect(once(countUp(id))).rejects.toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE' });
  await db.mongo.outbox.markSent((await db.mongo.outbox.unsent('facts', 1_000)).map((row) => row._id));
  expect((await once(countUp(id))).value).toBe(`${id} 1`);
});

test('a run that is refused leaves no trace: the same key may be used again', async () => {
  const id = newId('tok');
  await expect(once(countUp(id))).rejects.toMatchObject({ reason: 'RESOURCE_NOT_FOUND' });
  await counters(db.mongo).change(id, opened());
  expect(await once(countUp(id))).toEqual({ value: `${id} 1`, replayed: false });
});

test('an abandoned run may be run again; if the silent one wakes up, its effect does not come through', async () => {
  const id = await counter();
  const [started, sleeper] = [gate<void>(), gate<void>()];
  const { run } = countUp(id);
  const abandoned = once(
    countUp(id, {
      patienceMs: 1,
      run: async (handle) => {
        started.resolve();
        await sleeper.promise;
        return run(handle);
      },
    }),
  );
  await started.promise;
  const second = await eventually(() => once(countUp(id)));
  expect(second).toEqual({ value: `${id} 1`, replayed: false });
  sleeper.resolve();

  await expect(abandoned).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
  expect(await countOf(id)).toBe(1);
});

/** A database that does the first such write of an idempotency key, and whose connection breaks before it has said so. */
function breakingOff(mongo: Mongo, write: 'insertOne' | 'updateOne'): Mongo {
  let broke = false;
  const collection: Mongo['collection'] = (name) =>
    new Proxy(mongo.collection(name), {
      get(real, key) {
        const value = Reflect.get(real, key);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          const answer = await value.apply(real, given);
          if (name !== 'idempotency' || key !== write || broke) return answer;
          broke = true;
          throw new driver.MongoNetworkError('connection closed');
        };
      },
    });
  return { ...mongo, collection };
}

test('a claim that was written although its answer was lost is its own: the request goes on', async () => {
  const id = await counter();
  const confirm = confirmWith(async () => {});
  const mongo = breakingOff(db.mongo, 'insertOne');
  expect(await once(countUp(id, { mongo }))).toEqual({ value: `${id} 1`, replayed: false });
  expect(await once(countUp(id, { confirm }))).toEqual({ value: `${id} 1`, replayed: true });
  expect(await countOf(id)).toBe(1);
});

test('so is an abandoned run that was taken over', async () => {
  const id = await counter();
  const started = gate<void>();
  const silent = () => {
    started.resolve();
    return new Promise<string>(() => {});
  };
  void once(countUp(id, { patienceMs: 1, run: silent }));
  await started.promise;
  const mongo = breakingOff(db.mongo, 'updateOne');
  expect(await eventually(() => once(countUp(id, { mongo })))).toEqual({ value: `${id} 1`, replayed: false });
  expect(await countOf(id)).toBe(1);
});

test('a run in time is not taken over', async () => {
  const id = await counter();
  const sleeper = gate<string>();
  const started = gate<void>();
  const running = once(
    countUp(id, {
      run: () => {
        started.resolve();
        return sleeper.promise;
      },
    }),
  );
  await started.promise;
  await expect(once(countUp(id))).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
  sleeper.resolve('late');
  expect((await running).value).toBe('late');
  expect(await once(countUp(id))).toEqual({ value: 'late', replayed: true });
});

test('a run that decides nothing is remembered by its value', async () => {
  const id = await counter();
  const nothing = countUp(id, {
    run: async (handle) => {
      const { state } = await counters(db.mongo).change(id, opened(), { once: handle });
      return `already ${state.count}`;
    },
  });
  expect(await once(nothing)).toEqual({ value: 'already 0', replayed: false });
  expect(await once(countUp(id))).toEqual({ value: 'already 0', replayed: true });
});

test('a commit without a remembered answer is refused, and nothing is written', async () => {
  const id = await counter();
  const forgetful = countUp(id, {
    run: async (handle) => {
      await counters(db.mongo).change(id, counted(), { once: handle });
      return 'x';
    },
  });
  await expect(once(forgetful)).rejects.toThrow(/once.answer/);
  expect(await countOf(id)).toBe(0);
});

test('an answer that is given but not committed is not remembered', async () => {
  const id = await counter();
  const stopped = countUp(id, {
    run: (handle) =>
      db.mongo.transaction(async (session) => {
        handle.answer(Buffer.from('never happened'));
        await handle.commit([], session);
        throw new Error('stop');
      }),
  });
  await expect(once(stopped)).rejects.toThrow('stop');
  expect(await once(countUp(id))).toEqual({ value: `${id} 1`, replayed: false });
});

test('neither the key nor anything the run returned after its commit is kept', async () => {
  const id = await counter();
  const { run } = countUp(id);
  const secret = uniqueName('secret');
  const revealing = countUp(id, {
    scope: { caller: 'usr_1', method: 'Reveal', key: secret },
    run: async (handle) => {
      await run(handle);
      return secret;
    },
  });
  expect((await once(revealing)).value).toBe(secret);
  expect(await recordOf(secret)).toBe(false);
});
