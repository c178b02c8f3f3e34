import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './config.ts';
import { codeOf, messageOf, ServerProblem } from './problem.ts';
import { isAlive } from './processes.ts';

/** The cached folder of that name when it is complete: only a rename ever creates it. */
export function cached(name: string): string | undefined {
  const folder = join(cacheFolder(), name);
  return existsSync(folder) ? folder : undefined;
}

/**
 * The cached folder of that name; when absent, `fill` writes it beside and it is renamed into place. Two installs at
 * once both fill a folder of their own and the first rename wins; the loser uses the winner's.
 */
export async function installed(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;

  const beside = `${target}.part-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(beside, { recursive: true });
    await sweep(name);
    await fill(beside);
    await moveIntoPlace(beside, target);
    return target;
  } catch (error) {
    await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    throw storageProblem(error, cacheFolder(), 'set XDG_CACHE_HOME to a folder you may write to');
  }
}

async function moveIntoPlace(beside: string, target: string): Promise<void> {
  try {
    await rename(beside, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    await rm(beside, { recursive: true, force: true });
  }
}

/** Removes what a killed install of the same thing left behind. */
async function sweep(name: string): Promise<void> {
  for (const entry of await readdir(cacheFolder())) {
    const pid = entry.startsWith(`${name}.part-`) ? Number(entry.slice(`${name}.part-`.length).split('-')[0]) : 0;
    if (pid > 0 && !isAlive(pid)) await rm(join(cacheFolder(), entry), { recursive: true, force: true });
  }
}

/** Turns the system's word for "cannot write there" into a problem with a remedy; other errors stay as they are. */
export function storageProblem(error: unknown, folder: string, remedy: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ServerProblem(`no room left in ${folder}`, `free some space there, or ${remedy}`, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new ServerProblem(`cannot write to ${folder}: ${messageOf(error)}`, remedy, error);
    default:
      return error;
  }
}
