import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from './config.ts';
import { pidFile } from './data-folder.ts';
import { signal } from './processes.ts';
import { tail } from './tools.ts';
import { eventually } from './wait.ts';

const guard = fileURLToPath(new URL('../guard.sh', import.meta.url));

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment; ours when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface GuardOptions {
  /** How long the process may take to stop before it is killed. */
  readonly patienceSeconds?: number;
  /** Where its output goes; `server.log` in the folder when absent. */
  readonly logFile?: string;
}

/** A server process whose life hangs on ours: however we end, its guard stops it. */
export interface Guarded {
  /** The process id of the server itself. */
  readonly pid: number;
  /** Settles when the server has ended, with its exit status (128 + signal when it was killed). */
  readonly ended: Promise<number>;
  running(): boolean;
  /** What the server has logged since this start. */
  output(): Promise<string>;
  /** Asks it to stop, and insists after the patience given at the start. */
  stop(): Promise<void>;
  /** `kill -9`, for tests of what survives. */
  kill(): Promise<void>;
}

/** Starts a command under a guard, in a session of its own, logging into the data folder. */
export async function startGuarded(command: Command, folder: string, options: GuardOptions = {}): Promise<Guarded> {
  const { patienceSeconds = 15, logFile = join(folder, 'server.log') } = options;
  const begin = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  );
  const log = await open(logFile, 'a');
  const args = [guard, pidFile(folder), String(patienceSeconds), command.file, ...command.args];
  const child = spawn('/bin/sh', args, {
    cwd: folder,
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
    env: { ...(command.env ?? environment()) },
  });
  child.stdin?.on('error', () => undefined);
  await once(child, 'spawn');
  await log.close();

  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 137));
  const pid = await pidOf(child, folder);
  return { pid, ended, output: () => readFrom(logFile, begin), ...ends(child, pid, ended, patienceSeconds) };
}

async function pidOf(child: ChildProcess, folder: string): Promise<number> {
  let pid = 0;
  await eventually(
    async () => {
      pid = Number(await readFile(pidFile(folder), 'utf8').catch(() => '0'));
      return pid > 0 || child.exitCode !== null;
    },
    10_000,
    5,
  );
  return pid;
}

function ends(child: ChildProcess, pid: number, ended: Promise<number>, patienceSeconds: number) {
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    running,
    stop: async () => {
      child.stdin?.end();
      // The guard insists by itself; this is for a guard that was hurt.
      const insist = setTimeout(() => signal(pid, 'SIGKILL'), (patienceSeconds + 1) * 1_000);
      await ended;
      clearTimeout(insist);
    },
    kill: async () => {
      if (running()) signal(pid, 'SIGKILL');
      await ended;
    },
  };
}

async function readFrom(file: string, begin: number): Promise<string> {
  const bytes = await readFile(file);
  return bytes.subarray(begin).toString();
}

/** The end of what a server logged, for an error message. */
export const lastWords = async (server: Guarded): Promise<string> => tail(await server.output(), 20);
