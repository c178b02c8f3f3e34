import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { consume, kafkaClient, type OutboxRow, publish } from '@platform/kafka';
import { captureLog, servers, uniqueName } from '@platform/testing';
import { readConfig } from '../config.ts';
import { replay } from './replay.ts';

const { brokers } = await servers();
const { log } = captureLog();
const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'ops-test', log });
const publisher = publish(kafka, log);
afterAll(() => publisher.close());

const env = { KAFKA_BROKERS: brokers, CALLER_PRIVATE_KEY: 'not asked for' };

/** `npm run ops -- …`: the lines that it says. */
async function ops(...args: readonly string[]): Promise<readonly string[]> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', main, ...args], { env });
  return stdout.trim().split('\n');
}

/** The same without a process of its own. */
async function said(topic: string, { dryRun }: { dryRun: boolean }): Promise<readonly string[]> {
  const lines: string[] = [];
  await replay(readConfig(env), { topic, dryRun, say: (line) => lines.push(line) });
  return lines;
}

/** A group that cannot handle what it hears until it is mended. */
async function listener(topic: string, group: string) {
  const heard: string[] = [];
  let mended = false;
  const ears = await consume({
    kafka,
    group,
    service: 'test',
    log,
    decode: (_topic, value) => ({ id: Buffer.from(value).toString(), type: 'Noted', traceparent: '' }),
    on: {
      Noted: async ({ id }: { id: string }) => {
        if (!mended) throw new Error('not mended');
        heard.push(id);
      },
    },
    topicsOf: () => [topic],
    timing: { retries: 0, fetchWaitMs: 100 },
  });
  const mend = () => {
    mended = true;
  };
  return { ears, heard, mend };
}

const rowOf = (topic: string, id: string): OutboxRow => ({
  ...{ _id: id, channel: 'kafka', topic, key: 'ws_1', type: 'Noted', value: Buffer.from(id), traceparent: '' },
  ...{ aggregate: 'notes/1', sequence: 1, position: 0, created_at: new Date(), sent_at: null },
});

test('dead letters are listed as often as one likes, and go back to the group that gave up', async () => {
  const topic = `test.${uniqueName('ops')}.v1`;
  const group = `test.${uniqueName('group')}`;
  const { ears, heard, mend } = await listener(topic, group);
  await publisher.send([rowOf(topic, 'evt_1'), rowOf(topic, 'evt_2')]);
  await ears.settle();

  const listed = [
    `evt_1 Noted ${group} HANDLER_FAILED: Error: not mended`,
    `evt_2 Noted ${group} HANDLER_FAILED: Error: not mended`,
    `${topic}: 2 dead letters; nothing was changed`,
  ];
  expect(await ops('replay-dead-letters', topic, '--dry-run')).toEqual(listed);
  expect(await said(topic, { dryRun: true })).toEqual(listed);
  await ears.settle();
  expect(heard).toEqual([]);

  mend();
  expect(await ops('replay-dead-letters', topic)).toEqual([`${topic}: 2 replayed, 0 kept`]);
  await ears.settle();
  expect(heard).toEqual(['evt_1', 'evt_2']);
  expect(await said(topic, { dryRun: true })).toEqual([`${topic}: 0 dead letters; nothing was changed`]);
  await ears.stop();
});

test('a topic that nobody has has nothing to list and nothing to send back, and is not made by asking', async () => {
  const topic = `test.${uniqueName('ops')}.v1`;
  expect(await said(topic, { dryRun: true })).toEqual([`${topic}: 0 dead letters; nothing was changed`]);
  expect(await said(topic, { dryRun: false })).toEqual([`${topic}: 0 replayed, 0 kept`]);
  const admin = kafka.admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.disconnect();
  expect(topics.filter((name) => name.startsWith(topic))).toEqual([]);
});
