import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { codeOf } from './problem.ts';
import { isAlive } from './processes.ts';

/** One file per port names the process that was given it: houses that start side by side must not pick the same. */
const folderOfClaims = join(tmpdir(), `licensing-ports-${userInfo().uid}`);

/** Takes a port for as long as this process lives; false when a living process has it, this one too. */
export function claimPort(port: number, folder = folderOfClaims): boolean {
  const file = join(folder, String(port));
  mkdirSync(folder, { recursive: true });
  if (isFirst(file)) return true;
  const owner = ownerOf(file);
  if (owner === undefined || isAlive(owner)) return false;
  rmSync(file, { force: true });
  return isFirst(file);
}

function isFirst(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined while its owner still writes it, or when it has just been given back. */
function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
