import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { freePort } from '@platform/local-servers';
import type { ResidentPlan } from '../src/resident.ts';

const script = fileURLToPath(new URL('./fake-service.mjs', import.meta.url));
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dev-house-'));
  folders.push(folder);
  return folder;
}

/** A tiny service: it answers on its port, writes down when it starts and stops, and misbehaves as `env` says. */
export async function fakePlan(
  folder: string,
  { name, wave = 1, env = {} }: { name: string; wave?: number; env?: Record<string, string> },
): Promise<ResidentPlan> {
  const port = await freePort();
  return {
    name,
    wave,
    folder: join(folder, name),
    logFile: join(folder, `${name}.log`),
    readyUrl: `http://127.0.0.1:${port}/`,
    command: {
      file: process.execPath,
      args: [script],
      env: { NAME: name, PORT: String(port), DIARY: join(folder, 'diary'), ...env },
    },
  };
}

/** What the fake services of a folder wrote down, in order. */
export const diary = (folder: string): readonly string[] =>
  existsSync(join(folder, 'diary')) ? readFileSync(join(folder, 'diary'), 'utf8').trim().split('\n') : [];

/** Every process that works in the folder or names it. */
export const processesOf = (folder: string): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && concerns(pid, folder));

function concerns(pid: number, folder: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) ||
      readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
    );
  } catch {
    return false;
  }
}

/** The process of something that lives. To signal 0, when it does not, would be to signal ourselves. */
export function pidOf(one: { pid(): number | undefined }): number {
  const pid = one.pid();
  if (pid === undefined) throw new Error('it does not live');
  return pid;
}
