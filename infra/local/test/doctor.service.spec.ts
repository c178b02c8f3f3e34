import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { sharedServers } from '@platform/local-servers';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '../src/wait.ts';
import { cli } from './support/child.ts';

const urls = async () => {
  const { mongoUrl, brokers, redisUrl } = await sharedServers();
  return { MONGO_URL: mongoUrl, KAFKA_BROKERS: brokers, REDIS_URL: redisUrl };
};

test('servers that somebody gave are asked, and nothing is left in them', async () => {
  const given = await urls();
  const admin = new Kafka({ brokers: [given.KAFKA_BROKERS], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  // What the start of our own broker left there.
  await admin.deleteGroups(['local.ready']).catch(() => undefined);
  const before = await admin.listTopics();
  if (before.includes('local.ready')) await admin.deleteTopics({ topics: ['local.ready'] });
  await eventually(async () => !(await admin.listTopics()).includes('local.ready'), 10_000);

  const run = cli(['doctor'], given);

  expect(await run.ended).toBe(0);
  for (const url of Object.values(given)) expect(run.said()).toContain(`given by the environment: ${url}`);
  expect(await admin.listTopics()).not.toContain('local.ready');
  expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).not.toContain('local.ready');
  await admin.disconnect();
});

describe('a given server is missing', () => {
  test.each([
    ['KAFKA_BROKERS', (port: number) => `127.0.0.1:${port}`],
    ['REDIS_URL', (port: number) => `redis://127.0.0.1:${port}`],
    ['MONGO_URL', (port: number) => `mongodb://127.0.0.1:${port}/?replicaSet=rs0`],
  ])('when something else is at %s that says nothing', async (variable, urlAt) => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    const url = urlAt(typeof address === 'object' && address ? address.port : 0);

    const run = cli(['doctor'], { ...(await urls()), [variable]: url });

    expect(await run.ended).toBe(1);
    expect(run.said()).toContain(`nothing answers at ${url}`);
    expect(run.said()).toContain(`unset ${variable}`);
    mute.close();
  });
});
