import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment, sharedDataFolder, sharedDoor } from './config.ts';
import { ServerProblem } from './problem.ts';
import { tail } from './tools.ts';

export interface ServerUrls {
  readonly mongoUrl: string;
  readonly brokers: string;
  readonly redisUrl: string;
}

/** What the keeper says to everyone who comes in: the URLs, or why there are none. */
export type Greeting = ServerUrls | { readonly problem: string };

let pending: Promise<ServerUrls> | undefined;

/**
 * One set of real servers for all test runs of this user. The environment wins (TEST_MONGO_URL, TEST_KAFKA_BROKERS,
 * TEST_REDIS_URL); else a detached keeper is asked, and started when none lives. Holding the connection is what keeps
 * the set alive: it stops by itself a few minutes after its last user has gone, however that user ended.
 */
export function sharedServers(): Promise<ServerUrls> {
  const told = urlsOfEnvironment();
  if (told) return Promise.resolve(told);
  pending ??= ask(180_000).catch((error: unknown) => {
    pending = undefined;
    throw error;
  });
  return pending;
}

function urlsOfEnvironment(env = environment()): ServerUrls | undefined {
  const { TEST_MONGO_URL: mongoUrl, TEST_KAFKA_BROKERS: brokers, TEST_REDIS_URL: redisUrl } = env;
  return mongoUrl && brokers && redisUrl ? { mongoUrl, brokers, redisUrl } : undefined;
}

async function ask(withinMs: number): Promise<ServerUrls> {
  const end = Date.now() + withinMs;
  let startKeeperAt = 0;
  while (Date.now() < end) {
    const greeting = await greetingOfKeeper();
    if (greeting && 'problem' in greeting) throw new ServerProblem(greeting.problem, 'npm run doctor');
    if (greeting) return greeting;
    if (Date.now() >= startKeeperAt) {
      await startKeeper();
      startKeeperAt = Date.now() + 5_000;
    }
    await pause(100);
  }
  const log = await readFile(keeperLog(), 'utf8').catch(() => '');
  throw new ServerProblem(`the shared servers did not come up in ${withinMs} ms:\n${tail(log)}`, 'npm run doctor');
}

/** Connects and waits for the keeper's one line; undefined when no keeper lives. The connection stays open. */
async function greetingOfKeeper(): Promise<Greeting | undefined> {
  const socket = createConnection(sharedDoor());
  try {
    await once(socket, 'connect');
  } catch {
    return undefined;
  }
  socket.on('error', () => undefined);
  const line = await firstLine(socket);
  socket.unref();
  return line === undefined ? undefined : (JSON.parse(line) as Greeting);
}

function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: socket });
    lines.once('line', (line) => {
      resolve(line);
      socket.resume();
    });
    lines.once('close', () => resolve(undefined));
  });
}

const keeperLog = (): string => join(sharedDataFolder(), 'keeper.log');

/** Starts a keeper that outlives us. Two at once are harmless: only one gets the door, the other leaves. */
async function startKeeper(): Promise<void> {
  await mkdir(sharedDataFolder(), { recursive: true });
  const log = await open(keeperLog(), 'a');
  const file = fileURLToPath(new URL(`./keeper/main${extname(import.meta.url)}`, import.meta.url));
  const args = ['--conditions=source', '--disable-warning=TimeoutNegativeWarning', file];
  const child = spawn(nodeOfRepository(), args, { detached: true, stdio: ['ignore', log.fd, log.fd], env: plainEnv() });
  child.unref();
  await log.close();
}

/** The repository's own Node reads TypeScript as it is; the one we happen to run on may not. */
function nodeOfRepository(): string {
  const own = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  return existsSync(own) ? own : process.execPath;
}

/** A test runner's options are not the keeper's. */
function plainEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = environment();
  return env;
}
