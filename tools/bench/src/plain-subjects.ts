import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { mongo } from 'mongoose';
import { requests } from './requests.ts';
import { plainPath } from './servers/path.ts';
import type { Subject } from './subject.ts';

/** The baselines, from least to most work. */
export const plainNames = ['echo', 'echo + Redis GET', 'echo + MongoDB read + Ed25519'] as const;

export interface Around {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  /** A database of our own for the documents that are read. */
  readonly database: string;
  /** The requests that are sent, without sessions. */
  readonly messages: readonly Buffer[];
  /** Options of Node, the same as activation's. */
  readonly nodeOptions: readonly string[];
}

const signatureBytes = 64;
const file = (name: string) => fileURLToPath(new URL(`../dist/servers/${name}.js`, import.meta.url));

/** Starts the plain servers, with what they read filled in. */
export async function plainSubjects(around: Around): Promise<readonly Subject[]> {
  const { mongoUrl, redisUrl, database, messages } = around;
  await fillRedis(redisUrl, messages);
  await fillMongo(mongoUrl, database, messages);
  const count = String(messages.length);
  const [echo, withRedis, withMongo] = plainNames;
  return [
    await plainSubject(echo, ['echo'], 0, around),
    await plainSubject(withRedis, ['echo-redis', redisUrl, count], 0, around),
    await plainSubject(withMongo, ['echo-mongo-sign', mongoUrl, database, count], signatureBytes, around),
  ];
}

async function plainSubject(
  name: string,
  [server = '', ...args]: readonly string[],
  added: number,
  { messages, nodeOptions }: Around,
): Promise<Subject> {
  const child = spawn(process.execPath, [...nodeOptions, file(server), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [address] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    ended.then(() => Promise.reject(new Error(`${name} ended before it listened`))),
  ]);
  const expected = new Set(messages.map(({ length }) => length + added));
  return {
    name,
    pid: child.pid ?? 0,
    address,
    next: requests(plainPath, address, messages),
    wrong: ({ length }) => (expected.has(length) ? undefined : `${name} answered ${length} bytes`),
    settle: async () => {},
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function fillRedis(url: string, messages: readonly Buffer[]): Promise<void> {
  const redis = new Redis(url);
  const pipeline = redis.pipeline();
  for (const [index, message] of messages.entries()) pipeline.set(`bench:${index}`, message);
  await pipeline.exec();
  await redis.quit();
}

async function fillMongo(url: string, database: string, messages: readonly Buffer[]): Promise<void> {
  const client = await new mongo.MongoClient(url).connect();
  const documents = client.db(database).collection<{ _id: string; value: Buffer }>('documents');
  await documents.insertMany(messages.map((value, index) => ({ _id: `document/${index}`, value })));
  await client.close();
}
