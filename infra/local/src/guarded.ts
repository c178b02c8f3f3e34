import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from './config.ts';
import { pidFile } from './data-folder.ts';
import { guardScript } from './guard.ts';
import { ServerProblem } from './problem.ts';
import { signal } from './processes.ts';
import { tail } from './tools.ts';
import { eventually } from './wait.ts';

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
  /** How long the guard may take to write down whom it guards; 10 s when absent. */
  readonly namedWithinMs?: number;
}

/** A server process whose life hangs on ours: however we end, its guard stops it. */
export interface Guarded {
  /** The process id of the server itself; 0 when it had ended before its guard could name it. */
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

/**
 * Starts a command under a guard, in a session of its own, logging into the data folder. Raises ServerProblem, with
 * nothing left running, when the guard cannot write down whom it guards.
 */
export async function startGuarded(command: Command, folder: string, options: GuardOptions = {}): Promise<Guarded> {
  const { patienceSeconds = 15, logFile = join(folder, 'server.log'), namedWithinMs = 10_000 } = options;
  const begin = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  );
  const { child, ended } = await startGuard(command, folder, { logFile, patienceSeconds });
  try {
    const pid = await pidOf(child, folder, namedWithinMs);
    return { pid, ended, output: () => readFrom(logFile, begin), ...ends(child, pid, ended, patienceSeconds) };
  } catch (error) {
    child.stdin?.end();
    await ended;
    throw new ServerProblem(`no process id came into ${pidFile(folder)}`, 'is the disk full? df -h', error);
  }
}

async function startGuard(
  { file, args, env = environment() }: Command,
  folder: string,
  { logFile, patienceSeconds }: Required<Pick<GuardOptions, 'logFile' | 'patienceSeconds'>>,
) {
  const log = await open(logFile, 'a');
  try {
    const child = spawn('/bin/sh', [guardScript, pidFile(folder), String(patienceSeconds), file, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['pipe', log.fd, log.fd],
      env: { ...env },
    });
    // Listened for from the first moment on: it may have ended before anything below is done.
    const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 137)));
    child.stdin?.on('error', () => undefined);
    await once(child, 'spawn');
    return { child, ended };
  } finally {
    await log.close();
  }
}

async function pidOf(child: ChildProcess, folder: string, withinMs: number): Promise<number> {
  let pid = 0;
  await eventually(
    async () => {
      pid = Number(await readFile(pidFile(folder), 'utf8').catch(() => '0'));
      return pid > 0 || !runs(child);
    },
    withinMs,
    5,
  );
  return pid;
}

const runs = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

function ends(child: ChildProcess, pid: number, ended: Promise<number>, patienceSeconds: number) {
  return {
    running: () => runs(child),
    stop: async () => {
      child.stdin?.end();
      // The guard insists by itself; this is for a guard that was hurt.
      const insist = setTimeout(() => signal(pid, 'SIGKILL'), (patienceSeconds + 1) * 1_000);
      await ended;
      clearTimeout(insist);
    },
    kill: async () => {
      if (runs(child)) signal(pid, 'SIGKILL');
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
