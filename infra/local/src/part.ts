import type { Guarded } from './guarded.ts';

export const partNames = ['mongo', 'kafka', 'redis'] as const;
export type PartName = (typeof partNames)[number];

/** Where a server comes from, in the order in which we look. */
export type Source = 'environment' | 'path' | 'cache' | 'package';

/** Tells the reader what goes on, one line at a time. */
export type Log = (line: string) => void;

/** What whoever fetches or starts something is given: how to tell, and when to give up. */
export interface Errand {
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface Missing {
  readonly what: string;
  readonly remedy: string;
}

/** What a look around found; nothing was changed by looking. */
export interface Found {
  readonly source: Source;
  /** The path, URL or package, with its version where it is known. */
  readonly says: string;
  /** What must be mended before the server can start; empty when all is well. */
  readonly missing: readonly Missing[];
}

/** A server that is on this machine, ready to be started. */
export interface Installed {
  /**
   * Starts it on the port with the folder's data and waits until it truly answers; stops it when it does not, or when
   * the signal comes first.
   */
  start(folder: string, port: number, signal: AbortSignal): Promise<Guarded>;
}

/** What is the same for MongoDB, Kafka and Redis: the steps from nothing to a server that answers. */
export interface Part {
  readonly name: PartName;
  /** The environment variable with which someone gives us their own server. */
  readonly variable: string;
  urlOf(port: number): string;
  find(): Promise<Found>;
  /** Finds it, or fetches it into the cache. Raises ServerProblem with the remedy. */
  install(errand: Errand): Promise<Installed>;
  /** Settles when the server behind the URL does its work; raises the last error after `withinMs`. */
  wait(url: string, withinMs: number): Promise<void>;
}
