import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { environment } from '../../src/config.ts';
import { signal } from '../../src/processes.ts';
import { eventually } from '../../src/wait.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Cli {
  readonly process: ChildProcess;
  /** All it printed so far, both streams. */
  said(): string;
  /** The URLs it prints once the servers answer; raises when it ends before. */
  readonly up: Promise<{ mongoUrl: string; brokers: string; redisUrl: string }>;
  /** Its exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Runs `main.ts` as its own process, with a channel as its starter would; `env` is laid over ours. */
export function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Cli {
  const { NODE_OPTIONS: _, ...ours } = environment();
  const child = spawn(process.execPath, ['--conditions=source', main, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    env: { ...ours, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  const line = () => text.split('\n').find((each) => each.startsWith('{'));
  const up = eventually(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return true;
    return line() !== undefined;
  }, 120_000).then(() => JSON.parse(line() ?? `"it ended: ${text}"`));
  up.catch(() => undefined);
  return { process: child, said: () => text, up, ended };
}

const folders: string[] = [];
/** A test that fails before it has stopped what it started, or after it has killed the guards, leaves no process behind. */
afterAll(async () => {
  for (const folder of folders) {
    for (const pid of processesOf(folder)) signal(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

/** An empty folder that is gone after the tests of this file. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-servers-'));
  folders.push(folder);
  return folder;
}

/** The processes that name this folder or work in it: Redis hides its command line, a guard works where its server does. */
export function processesOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid)
    .filter((pid) => commandLine(pid).includes(folder) || workingFolder(pid).startsWith(folder));
}

function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Settles when no process has to do with the folder any more. */
export const nothingLeft = (folder: string): Promise<void> =>
  eventually(async () => processesOf(folder).length === 0, 20_000);

/** PATH without the folders that hold a command, so that the next place in the order is used. */
export function pathWithout(command: string): string {
  const folders = (environment().PATH ?? '').split(delimiter);
  return folders.filter((folder) => !existsSync(join(folder, command))).join(delimiter);
}
