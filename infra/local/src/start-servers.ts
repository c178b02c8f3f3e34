import { join } from 'node:path';
import { given } from './config.ts';
import { claimFolder, prepareFolder } from './data-folder.ts';
import type { Guarded } from './guarded.ts';
import { kafka } from './kafka/kafka.ts';
import { mongo } from './mongo/mongo.ts';
import { type Installed, type Log, type Part, type PartName, partNames } from './part.ts';
import { choosePort } from './ports.ts';
import { messageOf, ServerProblem } from './problem.ts';
import { redis } from './redis/redis.ts';

export const parts: Readonly<Record<PartName, Part>> = { mongo, kafka, redis };

export interface StartOptions {
  /** Only these parts; all three when absent. */
  readonly only?: readonly PartName[] | undefined;
  /** Where the servers keep their data, one folder each. */
  readonly dataDir: string;
  readonly log?: Log;
  /** Ports to insist on; a part that is not named uses its last one, else a free one. */
  readonly ports?: Readonly<Partial<Record<PartName, number>>>;
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
}: StartOptions): Promise<Servers> {
  const outcomes = await Promise.allSettled(
    only.map((name) => startPart(parts[name], join(dataDir, name), log, ports[name])),
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

async function startPart(part: Part, folder: string, log: Log, port?: number): Promise<RunningPart> {
  const began = performance.now();
  const said = (how: string) => log(`${part.name}: ${how} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const url = given(part.variable);
  if (url) {
    await answers(part, url);
    said(`${part.variable} answers`);
    return someoneElses(part.name, url);
  }
  const installed = await part.install(log);
  await prepareFolder(folder);
  await claimFolder(folder);
  const own = await ownPart(part, installed, folder, await choosePort(folder, part.name, port));
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

async function ownPart(part: Part, installed: Installed, folder: string, port: number): Promise<RunningPart> {
  let server: Guarded;
  let asked = false;
  const listeners: ((status: number) => void)[] = [];
  const start = async () => {
    asked = false;
    const started = await installed.start(folder, port);
    server = started;
    void started.ended.then((status) => {
      if (!asked) for (const tell of listeners) tell(status);
    });
  };
  const end = (how: 'stop' | 'kill') => {
    asked = true;
    return server[how]();
  };
  await start();
  return {
    name: part.name,
    url: part.urlOf(port),
    pid: () => (server.running() ? server.pid : undefined),
    running: () => server.running(),
    onDeath: (tell) => void listeners.push(tell),
    start: async () => (server.running() ? undefined : start()),
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}
