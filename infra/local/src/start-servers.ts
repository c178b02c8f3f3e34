import { join } from 'node:path';
import { given } from './config.ts';
import { claimFolder, prepareFolder } from './data-folder.ts';
import type { Guarded } from './guarded.ts';
import { kafka } from './kafka/kafka.ts';
import { mongo } from './mongo/mongo.ts';
import { type Errand, type Log, type Part, type PartName, partNames } from './part.ts';
import { choosePort } from './ports.ts';
import { messageOf, ServerProblem } from './problem.ts';
import { redis } from './redis/redis.ts';
import { unlessAborted } from './wait.ts';

export const parts: Readonly<Record<PartName, Part>> = { mongo, kafka, redis };

export interface StartOptions {
  /** Only these parts; all three when absent. */
  readonly only?: readonly PartName[] | undefined;
  /** Where the servers keep their data, one folder each. */
  readonly dataDir: string;
  readonly log?: Log;
  /** Ports to insist on; a part that is not named uses its last one, else a free one. */
  readonly ports?: Readonly<Partial<Record<PartName, number>>>;
  /** Aborted: what is being fetched or started is given up, and nothing is started any more. */
  readonly signal?: AbortSignal;
}

/** One server that answers. `stop` and `start` again keep its port and its data. */
export interface RunningPart {
  readonly name: PartName;
  readonly url: string;
  /** Undefined for a server that someone else runs: then `stop`, `kill` and `start` do nothing. */
  readonly pid: () => number | undefined;
  readonly running: () => boolean;
  /** Calls back when the server ends although nobody asked. */
  readonly onDeath: (tell: (status: number) => void) => void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export interface Servers {
  readonly mongoUrl: string;
  readonly brokers: string;
  readonly redisUrl: string;
  readonly parts: Readonly<Partial<Record<PartName, RunningPart>>>;
  /** Stops what we started, in the reverse order; never throws. */
  stop(): Promise<void>;
}

/**
 * Starts MongoDB, Kafka and Redis side by side and waits until each truly answers. When one cannot start, the others
 * are stopped and a ServerProblem with the remedy is raised.
 */
export async function startServers({
  only = partNames,
  dataDir,
  log = () => {},
  ports = {},
  signal = new AbortController().signal,
}: StartOptions): Promise<Servers> {
  const outcomes = await Promise.allSettled(
    only.map((name) => startPart(parts[name], join(dataDir, name), { log, signal }, ports[name])),
  );
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  const stop = async () => {
    await Promise.allSettled(running.map((part) => part.stop()));
  };
  if (failures.length > 0) {
    await stop();
    throw together(failures);
  }
  const byName = Object.fromEntries(running.map((part) => [part.name, part]));
  const urlOf = (name: PartName) => byName[name]?.url ?? '';
  return { mongoUrl: urlOf('mongo'), brokers: urlOf('kafka'), redisUrl: urlOf('redis'), parts: byName, stop };
}

/** Every problem at once, each only once: three parts may lack the same tool. */
function together(failures: readonly unknown[]): unknown {
  const problems = failures.filter((failure) => failure instanceof ServerProblem);
  const unique = [...new Map(problems.map((problem) => [problem.message, problem])).values()];
  const [first, ...others] = unique;
  if (problems.length < failures.length || !first || others.length === 0) return failures[0];
  const what = unique.map((problem) => problem.what).join('\n');
  return new ServerProblem(what, [...new Set(unique.map((problem) => problem.remedy))].join('\n          '));
}

async function startPart(part: Part, folder: string, errand: Errand, port?: number): Promise<RunningPart> {
  const { log, signal } = errand;
  const began = performance.now();
  const said = (how: string) => log(`${part.name}: ${how} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const url = given(part.variable);
  if (url) {
    await unlessAborted(answers(part, url), signal);
    said(`${part.variable} answers`);
    return someoneElses(part.name, url);
  }
  const installed = await part.install(errand);
  await prepareFolder(folder);
  await claimFolder(folder);
  const chosen = await choosePort(folder, part.name, port);
  const own = await ownPart(part, chosen, () => installed.start(folder, chosen, signal));
  said(`${own.url} answers`);
  return own;
}

async function answers(part: Part, url: string): Promise<void> {
  await part.wait(url, 10_000).catch((error: unknown) => {
    throw new ServerProblem(
      `${part.variable} is set but ${part.name} does not answer there: ${messageOf(error)}`,
      `start that server, or unset ${part.variable} to use one of ours`,
      error,
    );
  });
}

const someoneElses = (name: PartName, url: string): RunningPart => ({
  name,
  url,
  pid: () => undefined,
  running: () => true,
  onDeath: () => {},
  start: async () => {},
  stop: async () => {},
  kill: async () => {},
});

async function ownPart(part: Part, port: number, launch: () => Promise<Guarded>): Promise<RunningPart> {
  let server: Guarded;
  let asked = false;
  let starting = Promise.resolve();
  const listeners: ((status: number) => void)[] = [];
  const start = async () => {
    asked = false;
    const started = await launch();
    server = started;
    void started.ended.then((status) => {
      if (!asked) for (const tell of listeners) tell(status);
    });
  };
  const begin = () => {
    starting = start();
    return starting;
  };
  const end = async (how: 'stop' | 'kill') => {
    asked = true;
    await starting.catch(() => undefined);
    await server[how]();
  };
  await begin();
  return {
    name: part.name,
    url: part.urlOf(port),
    pid: () => (server.running() ? server.pid : undefined),
    running: () => server.running(),
    onDeath: (tell) => void listeners.push(tell),
    start: async () => (server.running() ? undefined : begin()),
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}
