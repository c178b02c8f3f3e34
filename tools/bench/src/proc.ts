import { readFileSync } from 'node:fs';

/** A tick of /proc is 10 ms on every Linux that Node runs on. */
const usPerTick = 10_000;

/** User and system time of a process with all its threads, in ticks, from the text of /proc/PID/stat. Raises on any other text. */
export function ticksIn(stat: string): number {
  // The second field is the name in parentheses, which may hold blanks and parentheses; the times are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return whole(fields[11], 'user time') + whole(fields[12], 'system time');
}

/** Resident memory in bytes, from the text of /proc/PID/status. Raises on any other text. */
export const residentIn = (status: string): number =>
  whole(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1], 'resident memory') * 1_024;

/** CPU time that a living process has used so far, in microseconds. */
export const cpuOf = (pid: number): number => ticksIn(readFileSync(`/proc/${pid}/stat`, 'latin1')) * usPerTick;

/** Bytes of memory that a living process holds. */
export const memoryOf = (pid: number): number => residentIn(readFileSync(`/proc/${pid}/status`, 'latin1'));

function whole(text: string | undefined, what: string): number {
  if (!text || !/^\d+$/.test(text)) throw new TypeError(`no ${what} in what /proc says`);
  return Number(text);
}
