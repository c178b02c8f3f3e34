import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { PartName } from '../part.ts';
import { codeOf, messageOf } from '../problem.ts';
import type { Greeting } from '../shared.ts';
import { type Servers, startServers } from '../start-servers.ts';

export interface Keeping {
  /** The local socket on which users come in; whoever listens there is the keeper. */
  readonly door: string;
  readonly dataDir: string;
  /** How long the servers stay up when nobody is connected. */
  readonly idleMs: number;
  readonly only?: readonly PartName[];
}

/**
 * Starts the servers, tells everyone who connects where they are, and stops them when nobody has been connected for a
 * while or when one of them dies. Settles at the end; at once when another keeper has the door.
 */
export async function keep({ door, dataDir, idleMs, only }: Keeping): Promise<void> {
  const server = createServer();
  if (!(await listens(server, door))) return;

  const over = new AbortController();
  const folder = freshFolder(dataDir);
  const servers = folder.then((fresh) => startServers({ dataDir: fresh, log: say, only, signal: over.signal }));
  const users = new Set<Socket>();
  const reason = await reasonToEnd(server, servers, { users, idleMs });
  say(`over: ${reason}`);
  over.abort(reason);

  server.close();
  await servers.then((started) => started.stop()).catch(() => undefined);
  for (const user of users) user.destroy();
  await rm(await folder, { recursive: true, force: true });
}

interface Guests {
  readonly users: Set<Socket>;
  readonly idleMs: number;
}

/** Greets whoever comes, until a signal, the death of a server, a failed start or an empty house ends it. */
function reasonToEnd(server: Server, servers: Promise<Servers>, { users, idleMs }: Guests): Promise<string> {
  return new Promise((end) => {
    const idle = idleTimer(idleMs, () => end('nobody is here'));
    server.on('connection', (socket) => {
      idle.stop();
      users.add(socket.resume());
      socket.on('error', () => undefined);
      socket.once('close', () => {
        users.delete(socket);
        if (users.size === 0) idle.start();
      });
      void greet(socket, servers);
    });
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => end(name));
    servers.then(
      ({ parts }) => {
        for (const part of Object.values(parts)) part.onDeath((status) => end(`${part.name} ended with ${status}`));
      },
      (error: unknown) => end(messageOf(error)),
    );
  });
}

async function greet(socket: Socket, servers: Promise<Servers>): Promise<void> {
  const greeting = await servers.then(
    ({ mongoUrl, brokers, redisUrl }): Greeting => ({ mongoUrl, brokers, redisUrl }),
    (error: unknown): Greeting => ({ problem: messageOf(error) }),
  );
  socket.write(`${JSON.stringify(greeting)}\n`);
}

/** Every run begins empty; what a killed one left behind is removed. Only the holder of the door comes here. */
async function freshFolder(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  for (const entry of await readdir(dataDir))
    if (entry.startsWith('run-')) await rm(join(dataDir, entry), { recursive: true, force: true });
  return mkdtemp(join(dataDir, 'run-'));
}

/** The kernel lets one process listen there; false for everyone else. */
async function listens(server: Server, door: string): Promise<boolean> {
  server.listen(door);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return false;
    throw error;
  }
}

/** It keeps no process alive: the open door does, and once that is shut there is nothing to wait for. */
function idleTimer(afterMs: number, then: () => void) {
  let timer = setTimeout(then, afterMs).unref();
  return {
    stop: () => clearTimeout(timer),
    start: () => {
      clearTimeout(timer);
      timer = setTimeout(then, afterMs).unref();
    },
  };
}

const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
