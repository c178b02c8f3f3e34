import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { ensureTopics, publish, replayDeadLetters } from '../src/index.ts';
import { listen, log, type Note, newTopic, noted, row, sharedKafka, shout, watch } from './given.ts';

const kafka = await sharedKafka();
const publisher = publish(kafka, log);
afterAll(() => publisher.close());

const poison = [
  ['garbage', 'ws_1', Buffer.from([0xff, 0x00, 0x7b]), 'UNREADABLE'],
  ['a truncated event', 'ws_1', noted(7).slice(0, -3), 'UNREADABLE'],
  ['an unknown type', 'ws_1', noted(7, 'Unheard'), 'UNREADABLE'],
  ['nothing', 'ws_1', null, 'UNREADABLE'],
  ['no key', null, noted(7), 'KEY_MISSING'],
  ['2 MiB', 'ws_1', Buffer.alloc(2 * 1024 * 1024, ' '), 'TOO_LARGE'],
] as const;

test('poison of each kind is a dead letter within 5 s, with the reason; what follows is heard', async () => {
  const topic = newTopic();
  await ensureTopics(kafka, [topic]);
  const heard: number[] = [];
  const ears = await listen(kafka, topic, { Noted: async ({ n }: Note) => void heard.push(n) });
  const dead = await watch(kafka, `${topic}.dead`);
  await eventually(() => ears.healthy(), { within: 15_000 });
  const began = performance.now();
  await shout(kafka, topic, [...poison.map(([, key, value]) => ({ key, value })), { key: 'ws_1', value: noted(8) }]);
  await eventually(() => expect(dead.seen).toHaveLength(poison.length));
  expect(performance.now() - began).toBeLessThan(5_000);
  await ears.settle();
  expect(heard).toEqual([8]);

  const reasons = dead.seen.map(({ headers }) => headers['dead-reason']);
  expect([...reasons].sort()).toEqual(poison.map(([, , , reason]) => reason).sort());
  const large = dead.seen.find(({ headers }) => headers['dead-reason'] === 'TOO_LARGE');
  expect(large?.value).toHaveLength(2 * 1024 * 1024);
  await Promise.all([ears.stop(), dead.stop()]);
});

test('after the mend a replay is heard once, by the group that had given up', async () => {
  const topic = newTopic();
  const [failing, fine]: [number[], number[]] = [[], []];
  let mended = false;
  const one = await listen(kafka, topic, {
    Noted: async ({ n }: Note) => {
      if (n === 2 && !mended) throw new Error('not mended');
      failing.push(n);
    },
  });
  const other = await listen(kafka, topic, { Noted: async ({ n }: Note) => void fine.push(n) });
  await publisher.send([row(topic, 1), row(topic, 2), row(topic, 3)]);
  await Promise.all([one.settle(), other.settle()]);
  expect(failing).toEqual([1, 3]);

  mended = true;
  expect(await replayDeadLetters({ kafka, topic, log })).toEqual({ replayed: 1, kept: 0 });
  await Promise.all([one.settle(), other.settle()]);
  expect(failing).toEqual([1, 3, 2]);
  expect(fine).toEqual([1, 2, 3]);
  expect(await replayDeadLetters({ kafka, topic, log })).toEqual({ replayed: 0, kept: 0 });
  await Promise.all([one.stop(), other.stop()]);
});

test('letters that the filter passes over stay', async () => {
  const topic = newTopic();
  const ears = await listen(
    kafka,
    topic,
    { Noted: async () => Promise.reject(new Error('no')) },
    { timing: { retries: 0 } },
  );
  await publisher.send([row(topic, 1), row(topic, 2), row(topic, 3)]);
  await ears.settle();
  await ears.stop();

  expect(await replayDeadLetters({ kafka, topic, log, filter: ({ id }) => id === 'evt_2' })).toEqual({
    replayed: 1,
    kept: 2,
  });
  const found: string[] = [];
  const keep = ({ id, reason, detail, type }: { id: string; reason: string; detail: string; type: string }) => {
    found.push(`${id} ${type} ${reason} ${detail}`);
    return false;
  };
  expect(await replayDeadLetters({ kafka, topic, log, filter: keep })).toEqual({ replayed: 0, kept: 2 });
  expect(found).toEqual(['evt_1 Noted HANDLER_FAILED Error: no', 'evt_3 Noted HANDLER_FAILED Error: no']);
});
