import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from './log.ts';

/** Where the jobs are: a server, and a prefix for the keys. */
export interface Place {
  readonly url: string;
  readonly prefix: string;
}

/** `redis://host:port/0?prefix=name`; without a prefix `jobs`. Services on one server must not share a job name. */
export function placeOf(redisUrl: string): Place {
  const url = new URL(redisUrl);
  const prefix = url.searchParams.get('prefix') || 'jobs';
  url.searchParams.delete('prefix');
  return { url: url.href, prefix };
}

/** Those who add jobs are told at once when Redis is away; those who work on jobs wait for it. */
export type Patience = 'fail at once' | 'wait';

const reconnectMs = (attempt: number): number => Math.min(2_000, 50 * 2 ** Math.min(attempt, 10));

const patienceOptions: Readonly<Record<Patience, RedisOptions>> = {
  'fail at once': { maxRetriesPerRequest: 1, enableOfflineQueue: false },
  wait: { maxRetriesPerRequest: null },
};

export interface Connection {
  readonly redis: Redis;
  /**
   * From now on neither this connection nor its duplicates come back when they are lost. Resolves when each is either
   * up or over: BullMQ waits for ever for the end of a connection that it closes between two attempts to connect.
   */
  letGo(): Promise<void>;
  close(): void;
}

const upOrOver = (redis: Redis): Promise<void> =>
  new Promise((resolve) => {
    if (redis.status === 'ready' || redis.status === 'end') return resolve();
    redis.once('ready', resolve);
    redis.once('end', resolve);
  });

/** Says an outage once, and once that it is over. */
function tellOutages(redis: Redis, log: Log): void {
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn({ err: error }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info({}, 'redis is back');
    away = false;
  });
}

/** A connection that comes back by itself. */
export function redisConnection({ url }: Place, patience: Patience, log: Log): Connection {
  let leaving = false;
  const retryStrategy = (attempt: number) => (leaving ? null : reconnectMs(attempt));
  const redis = new Redis(url, { connectTimeout: 2_000, retryStrategy, ...patienceOptions[patience] });
  tellOutages(redis, log);

  const all = [redis];
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const copy = duplicate(override);
    all.push(copy);
    return copy;
  };
  return {
    redis,
    letGo: async () => {
      leaving = true;
      await Promise.all(all.map(upOrOver));
    },
    close: () => {
      leaving = true;
      for (const one of all) one.disconnect();
    },
  };
}
