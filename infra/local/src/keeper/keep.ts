import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { codeOf, messageOf } from '../problem.ts';
import type { Greeting } from '../shared.ts';
import { type Servers, startServers } from '../start-servers.ts';

export interface Keeping {
  /** The local socket on which users come in; whoever listens there is the keeper. */
  readonly door: string;
  readonly dataDir: string;
  /** How long the servers stay up when nobody is connected. */
  readonly idleMs: number;
}

/**
 * Starts the servers, tells everyone who connects where they are, and stops them when nobody has been connected for a
 * while or when one of them dies. Settles at the end; at once when another keeper has the door.
 */
export async function keep({ door, dataDir, idleMs }: Keeping): Promise<void> {
  const users = new Set<Socket>();
  const server = createServer((socket) => admit(socket));
  if (!(await listens(server, door))) return;

  let end: (why: string) => void = () => {};
  const over = new Promise<string>((resolve) => {
    end = resolve;
  });
  const greeting = startServers({ dataDir, log: say });
  const idle = idleTimer(idleMs, () => end('nobody is here'));
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => end(name));
  greeting.then(watchOver, (error: unknown) => end(messageOf(error)));

  function admit(socket: Socket): void {
    users.add(socket);
    idle.stop();
    socket.on('error', () => undefined);
    socket.once('close', () => {
      users.delete(socket);
      if (users.size === 0) idle.start();
    });
    socket.resume();
    void greet(socket, greeting);
  }

  function watchOver(servers: Servers): void {
    for (const part of Object.values(servers.parts))
      part.onDeath((status) => end(`${part.name} ended with status ${status}`));
  }

  say(`over: ${await over}`);
  idle.stop();
  server.close();
  const started = await greeting.catch(() => undefined);
  await started?.stop();
  for (const user of users) user.destroy();
}

async function greet(socket: Socket, servers: Promise<Servers>): Promise<void> {
  const greeting = await servers.then(
    ({ mongoUrl, brokers, redisUrl }): Greeting => ({ mongoUrl, brokers, redisUrl }),
    (error: unknown): Greeting => ({ problem: messageOf(error) }),
  );
  socket.write(`${JSON.stringify(greeting)}\n`);
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

function idleTimer(afterMs: number, then: () => void) {
  let timer = setTimeout(then, afterMs);
  return {
    stop: () => clearTimeout(timer),
    start: () => {
      clearTimeout(timer);
      timer = setTimeout(then, afterMs);
    },
  };
}

const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
