import { afterAll, afterEach, expect, test } from '@jest/globals';
import { connect, type ListenOptions, listen, type Mongo } from '@platform/mongo';
import { captureLog, database, eventually, uniqueName, wireTo } from '@platform/testing';

interface Question {
  readonly _id: string;
  readonly asked: number;
  readonly seen: number;
}

const db = await database();
const name = uniqueName('questions');
const questions = db.mongo.collection<Question>(name);
await questions.insertOne({ _id: 'one', asked: 0, seen: 0 });
afterAll(() => db.drop());

/** Longer than a test may take: nothing but a change is heard, and who waits for the server's answer fails. */
const patient = 600_000;
const asked = { 'updateDescription.updatedFields.asked': { $exists: true } };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function hears(given: Partial<ListenOptions<Question>> = {}) {
  const logged = captureLog();
  const changes = listen({ collection: questions, where: asked, log: logged.log, awaitMs: patient, ...given });
  let heard = 0;
  let stopped = false;
  const counting = async (): Promise<void> => {
    for (;;) {
      await changes.next();
      if (stopped) return;
      heard += 1;
    }
  };
  const counted = counting();
  const stop = async (): Promise<void> => {
    stopped = true;
    await Promise.all([changes.stop(), counted]);
  };
  ends.push(stop);
  return { changes, stop, heard: () => heard, lines: logged.lines };
}

const ask = (by: Mongo = db.mongo) => by.collection<Question>(name).updateOne({ _id: 'one' }, { $inc: { asked: 1 } });

/** Heard by a listener that has long begun. */
async function isHeard(heard: () => number, change: () => Promise<unknown>): Promise<void> {
  await eventually(() => heard() > 0);
  const before = heard();
  await change();
  await eventually(() => heard() > before);
}

test('a change is heard, whoever makes it, and nothing else', async () => {
  const { heard } = hears();
  const other = await db.connect();
  await isHeard(heard, () => ask(other));

  const before = heard();
  await questions.updateOne({ _id: 'one' }, { $inc: { seen: 1 } });
  await db.mongo.collection<Question>(uniqueName('others')).insertOne({ _id: 'two', asked: 1, seen: 0 });
  expect(heard()).toBe(before);
  // What comes later is heard later: had the others been heard, there were more by now.
  await isHeard(heard, ask);
  expect(heard()).toBe(before + 1);
});

test('what changes while one looks is not missed', async () => {
  const { changes, heard } = hears();
  await eventually(() => heard() > 0);
  const next = changes.next();
  await ask();
  await eventually(() => heard() > 1);
  await next;
});

test('it begins anew where its collection was dropped, and says so', async () => {
  const collection = db.mongo.collection<Question>(uniqueName('dropped'));
  await collection.insertOne({ _id: 'one', asked: 0, seen: 0 });
  const { heard, lines } = hears({ collection });
  await eventually(() => heard() > 0);
  await collection.drop();
  await eventually(() => expect(lines().map(({ msg }) => msg)).toContain('changes cannot be heard; trying again'));
  await collection.insertOne({ _id: 'one', asked: 0, seen: 0 });
  const before = heard();
  await eventually(async () => {
    await collection.updateOne({ _id: 'one' }, { $inc: { asked: 1 } });
    return heard() > before;
  });
});

test('it begins anew where the database says nothing any more', async () => {
  const wire = await wireTo(db.url);
  const over = await connect({ url: wire.url, database: db.name, log: captureLog().log });
  const { stop, heard, lines } = hears({ collection: over.collection<Question>(name), awaitMs: 200 });
  await isHeard(heard, ask);
  wire.silence();
  await eventually(() => expect(JSON.stringify(lines())).toContain('the database says nothing any more'));
  wire.mend();
  const before = heard();
  await eventually(() => heard() > before);
  await isHeard(heard, ask);
  await stop();
  await over.close();
  wire.close();
});

test('who waits is told when it is stopped, at once', async () => {
  const { changes, stop, heard } = hears();
  await eventually(() => heard() > 0);
  const next = changes.next();
  await stop();
  await next;
  await changes.next();
});
