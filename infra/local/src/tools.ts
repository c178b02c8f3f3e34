import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, searchPath } from './config.ts';

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
}

/** Runs a command to its end and gives back its exit code and all it printed; never throws. */
export function run(command: string, args: readonly string[], { env = {}, cwd }: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...environment(), ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

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
