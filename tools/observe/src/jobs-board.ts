import { setTimeout as pause } from 'node:timers/promises';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { placeOf } from '@platform/jobs';
import type { Logger } from '@platform/telemetry';
import { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import { Redis } from 'ioredis';

/** Bull Board over all queues that are in Redis. */
export interface JobsBoard {
  readonly routes: RequestHandler;
  stop(): Promise<void>;
}

const lookEveryMs = 10_000;

/** Looks for queues by the key that BullMQ keeps of each; a queue that comes later is shown later. */
export function jobsBoard(redisUrl: string, basePath: string, log: Logger): JobsBoard {
  const { url, prefix } = placeOf(redisUrl);
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000 });
  redis.on('error', (err: Error) => log.debug({ err }, 'redis is away'));
  const adapter = new ExpressAdapter().setBasePath(basePath);
  const board = createBullBoard({ queues: [], serverAdapter: adapter });
  const queues = new Map<string, Queue>();
  const stopping = new AbortController();
  const { signal } = stopping;

  const look = async (): Promise<void> => {
    for (const name of await queueNames(redis, prefix)) {
      if (queues.has(name)) continue;
      const queue = new Queue(name, { connection: redis, prefix });
      queue.on('error', () => {}); // the connection has said it
      queues.set(name, queue);
      board.addQueue(new BullMQAdapter(queue));
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await look().catch((err: unknown) => log.debug({ err }, 'no look at the queues'));
      await pause(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    routes: adapter.getRouter() as RequestHandler,
    stop: async () => {
      stopping.abort();
      await ended;
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(() => {})));
      redis.disconnect();
    },
  };
}

async function queueNames(redis: Redis, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const keys of redis.scanStream({ match: `${prefix}:*:meta`, count: 1_000 }))
    for (const key of keys as string[]) names.push(key.slice(prefix.length + 1, -':meta'.length));
  return names.sort();
}
