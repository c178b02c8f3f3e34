import { readFileSync } from 'node:fs';

/** A process, named so that another one with the same number later is told apart. */
export type Owner = `${number}-${number}`;

/** This process. */
export const ownOwner = (): Owner => `${process.pid}-${startOf(process.pid) ?? 0}`;

/** True while the process that has this name runs. */
export function isAlive(owner: Owner): boolean {
  const [pid = 0, start = 0] = owner.split('-').map(Number);
  if (!runs(pid)) return false;
  const now = startOf(pid);
  return now === undefined || start === 0 || now === start;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process started, in ticks since the machine did; undefined where the system does not tell. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the name in parentheses, which may hold blanks; the start is the 22nd.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}
