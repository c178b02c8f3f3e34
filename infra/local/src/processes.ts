import { codeOf } from './problem.ts';

/** Whether a process with this id lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Sends a signal to one process; one that is already gone, or has no id yet, is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  // To the kernel 0 is our own group, and -1 is everybody.
  if (pid <= 0) return;
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}
