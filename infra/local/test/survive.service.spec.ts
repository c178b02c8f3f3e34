import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PartName, type Servers, startServers } from '@platform/local-servers';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import { signal } from '../src/processes.ts';
import { nothingLeft, scratch } from './support/child.ts';

/** Writes one thing that was acknowledged, and reads all that is there. */
interface Memory {
  write(value: string): Promise<unknown>;
  read(): Promise<readonly string[]>;
}

let servers: Servers;
let dataDir: string;

beforeAll(async () => {
  dataDir = await scratch();
  servers = await startServers({ dataDir });
});

afterAll(async () => {
  await servers.stop();
  await nothingLeft(dataDir);
});

const memories: Record<PartName, () => Memory> = { mongo: mongoMemory, kafka: kafkaMemory, redis: redisMemory };

describe.each(['mongo', 'kafka', 'redis'] as const)('%s', (name) => {
  test('keeps what it acknowledged through kill -9, on the same URL', async () => {
    const part = servers.parts[name];
    const url = part?.url;
    await memories[name]().write(`${name} before`);
    let deaths = 0;
    part?.onDeath(() => deaths++);

    await part?.kill();
    expect(part?.running()).toBe(false);
    await part?.start();

    await memories[name]().write(`${name} after`);
    expect(await memories[name]().read()).toEqual([`${name} before`, `${name} after`]);
    expect(part?.url).toBe(url);
    expect(deaths).toBe(0);
  }, 180_000);
});

test('a death that nobody asked for is told', async () => {
  const told = new Promise<number>((resolve) => servers.parts.redis?.onDeath(resolve));

  signal(servers.parts.redis?.pid() ?? 0, 'SIGKILL');

  expect(await told).toBe(137);
  await servers.parts.redis?.start();
});

describe('elsewhere', () => {
  test('on other ports the same data is served, and MongoDB is primary of its set again', async () => {
    const folder = await scratch();
    const options = { dataDir: folder, only: ['mongo', 'redis'] as const };
    const first = await startServers(options);
    await first.stop();

    const second = await startServers({
      ...options,
      ports: { mongo: portOf(first.redisUrl), redis: portOf(first.mongoUrl) },
    });

    expect(portOf(second.mongoUrl)).toBe(portOf(first.redisUrl));
    await second.stop();
  }, 180_000);
});

const portOf = (url: string): number => Number(new URL(url).port);

function mongoMemory(): Memory {
  const use = async <T>(work: (notes: mongoose.mongo.Collection<{ value: string }>) => Promise<T>): Promise<T> => {
    const connection = await mongoose.createConnection(servers.mongoUrl, { dbName: 'survive' }).asPromise();
    return work(connection.collection<{ value: string }>('notes')).finally(() => connection.close());
  };
  return {
    write: (value) => use((notes) => notes.insertOne({ value }, { writeConcern: { w: 'majority', journal: true } })),
    read: () => use(async (notes) => (await notes.find().toArray()).map(({ value }) => value)),
  };
}

function redisMemory(): Memory {
  const use = async <T>(work: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = new Redis(servers.redisUrl);
    return work(redis).finally(() => redis.disconnect());
  };
  return {
    write: (value) => use((redis) => redis.rpush('notes', value)),
    read: () => use((redis) => redis.lrange('notes', 0, -1)),
  };
}

function kafkaMemory(): Memory {
  const kafka = new Kafka({ brokers: [servers.brokers], logLevel: logLevel.NOTHING });
  const topic = 'survive.notes.v1';
  return {
    write: async (value) => {
      const [admin, producer] = [kafka.admin(), kafka.producer({ allowAutoTopicCreation: false })];
      await Promise.all([admin.connect(), producer.connect()]);
      await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
      await producer.send({ topic, acks: -1, messages: [{ value }] });
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
    read: async () => {
      const consumer = kafka.consumer({ groupId: `survive-${Date.now()}` });
      const values: string[] = [];
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve) => {
        void consumer.run({
          eachMessage: async ({ message }) => {
            if (values.push(String(message.value)) === 2) resolve();
          },
        });
      });
      await consumer.disconnect();
      return values;
    },
  };
}
