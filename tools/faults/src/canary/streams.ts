import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { readable } from '../databases.ts';
import type { Stage } from '../stage.ts';
import { everyMessage } from '../topics.ts';
import type { Stretch } from './search.ts';

/**
 * Everything that a house emits and keeps, stream by stream: `log:`, `file:` (journals), `trace:`, `topic:`, `redis:`, `mail:`,
 * `database:`. The file with the house's own keys is left out.
 */
export async function* everyStream(stage: Stage, traces: string): AsyncGenerator<Stretch> {
  yield* files('log', join(stage.dataDir, 'house', 'logs'));
  yield* files('file', join(stage.dataDir, 'house', 'services'));
  yield* files('trace', traces);
  yield* messages(stage);
  yield* redis(stage);
  yield* mails(stage);
  yield* databases(stage);
}

function* files(stream: string, folder: string): Generator<Stretch> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) yield { where: `${stream}:${name}`, bytes: readFileSync(path) };
  }
}

async function* messages({ kafka }: Stage): AsyncGenerator<Stretch> {
  for (const { topic, key, value, headers } of await everyMessage(kafka))
    yield {
      where: `topic:${topic}`,
      bytes: Buffer.concat([key ?? Buffer.alloc(0), value ?? Buffer.alloc(0), ...headers]),
    };
}

/** Keys of every type, each as its own commands read it: a dump would be compressed. */
async function* redis({ servers }: Stage): AsyncGenerator<Stretch> {
  const client = new Redis(servers.redisUrl);
  try {
    for (const key of await client.keys('*')) {
      const content = await contentOf(client, key);
      yield { where: `redis:${key}`, bytes: Buffer.from(JSON.stringify([key, content])) };
    }
  } finally {
    client.disconnect();
  }
}

async function contentOf(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'string':
      return client.get(key);
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, '0', '-1');
    case 'stream':
      return client.xrange(key, '-', '+');
    default:
      return undefined;
  }
}

interface Listed {
  readonly mails: readonly { readonly id: string }[];
}

async function* mails({ house }: Stage): AsyncGenerator<Stretch> {
  const { mails: listed } = (await (await fetch(`${house.urls.mail}/inbox`)).json()) as Listed;
  for (const { id } of listed) {
    const content = await fetch(`${house.urls.mail}/inbox/${id}`, { headers: { accept: 'application/json' } });
    yield { where: `mail:${id}`, bytes: Buffer.from(await content.text()) };
  }
}

async function* databases({ databases: all }: Stage): AsyncGenerator<Stretch> {
  for await (const { place, bson } of all.documents())
    yield { where: `database:${place}/${String(readable(bson)._id)}`, bytes: bson };
}
