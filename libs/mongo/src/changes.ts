import { setTimeout as timer } from 'node:timers/promises';
import { SECOND } from '@platform/kernel';
import type { mongo as driver } from 'mongoose';
import type { Log } from './database.ts';

/** What changes in a collection, whoever changes it. */
export interface Changes {
  /**
   * Resolves at the next change, when some may have been missed, and every few seconds besides. Take it before you look: then nothing
   * that changes while you look is missed. Resolves at once after `stop`.
   */
  next(): Promise<void>;
  stop(): Promise<void>;
}

export interface ListenOptions<Document extends driver.Document> {
  readonly collection: driver.Collection<Document>;
  /** What a change event of MongoDB must be like to be heard. */
  readonly where: driver.Document;
  readonly log: Log;
  /** How long the server waits for a change before it says that there was none; silent for twice as long, it is taken for gone. */
  readonly awaitMs?: number;
}

const againMs = 500;

/**
 * Listens to a collection until it is stopped. A change is heard once a majority has it. Where the database is away, or says nothing any
 * more, it is asked anew every half second.
 */
export function listen<Document extends driver.Document>(options: ListenOptions<Document>): Changes {
  const stopping = new AbortController();
  const { signal } = stopping;
  let change = Promise.withResolvers<void>();
  const ring = (): void => {
    change.resolve();
    change = Promise.withResolvers<void>();
  };
  const listening = (async () => {
    while (!signal.aborted) {
      await hear(options, ring, signal).catch((err: unknown) => {
        if (!signal.aborted) options.log.warn({ err }, 'changes cannot be heard; trying again');
      });
      await timer(againMs, undefined, { signal }).catch(() => {});
    }
  })();
  return {
    next: () => (signal.aborted ? Promise.resolve() : change.promise),
    async stop() {
      stopping.abort();
      ring();
      await listening;
    },
  };
}

/** Rings when it begins to hear, for what it has missed, after each change, and whenever it was told that there was none. Raises what went wrong. */
async function hear<Document extends driver.Document>(
  { collection, where, awaitMs = 5 * SECOND }: ListenOptions<Document>,
  ring: () => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = collection.watch([{ $match: where }], { maxAwaitTimeMS: awaitMs });
  const end = Promise.withResolvers<never>();
  const dead = setTimeout(() => end.reject(new Error('the database says nothing any more')), 2 * awaitMs);
  // What the server was asked last it may answer yet, for some seconds: nobody waits for that.
  const leave = () => end.reject(signal.reason);
  signal.addEventListener('abort', leave);
  // Each answer of the server brings a new one, the first and the empty ones, too.
  stream.on('resumeTokenChanged', ring);
  try {
    // A stream that has ended, as it does with its collection, would answer at once, for ever.
    while (!stream.closed) {
      await Promise.race([stream.tryNext(), end.promise]);
      dead.refresh();
    }
    throw new Error('the stream of changes has ended');
  } finally {
    clearTimeout(dead);
    signal.removeEventListener('abort', leave);
    stream.close().catch(() => {});
  }
}
