import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, searchPath } from './config.ts';
import { guardScript } from './guard.ts';

/** The full path of a command on PATH, or undefined. */
export function which(command: string): string | undefined {
  return searchPath()
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Aborted: the command is stopped. */
  readonly signal?: AbortSignal;
  /** After so long the command is stopped; a quarter of an hour when absent. */
  readonly withinMs?: number;
}

/**
 * Runs a command to its end and gives back its exit code and all it printed; never throws. It runs under a guard: it
 * does not outlive us, however we end.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { env = {}, cwd, signal, withinMs = 900_000 } = options;
  return new Promise((resolve) => {
    const guarded = [guardScript, '', String(secondsToStop), command, ...args];
    const child = spawn('/bin/sh', guarded, { env: { ...environment(), ...env }, cwd, detached: true });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const giveUp = () => void child.stdin.end();
    const bound = setTimeout(() => {
      chunks.push(Buffer.from(`\n${command} took longer than ${withinMs / 1_000} s`));
      giveUp();
    }, withinMs);
    const settle = (outcome: Outcome) => {
      clearTimeout(bound);
      signal?.removeEventListener('abort', giveUp);
      resolve(outcome);
    };
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => settle({ code: 127, output: error.message }));
    child.once('close', (code) => settle({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** A command that does not stop when it is told to is killed after this. */
const secondsToStop = 1;

/** The last lines of a long output: what a reader needs to see of a failure. */
export const tail = (text: string, lines = 8): string => text.trimEnd().split('\n').slice(-lines).join('\n');

/** The first dotted number in a text, as numbers: "v=7.0.15 sha" → [7, 0, 15]. */
export function versionIn(text: string): readonly number[] | undefined {
  const found = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  return found?.slice(1).map((part) => Number(part ?? 0));
}

/** Whether a version is at least another, compared number by number. */
export function atLeast(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [index, want] of wanted.entries()) {
    const have = version[index] ?? 0;
    if (have !== want) return have > want;
  }
  return true;
}
