import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Command,
  claimFolder,
  type Guarded,
  lastWords,
  messageOf,
  ServerProblem,
  startGuarded,
} from '@platform/local-servers';

/** One process that the house keeps alive. */
export interface ResidentPlan {
  readonly name: string;
  readonly wave: number;
  readonly command: Command;
  readonly folder: string;
  readonly logFile: string;
  /** Answers 2xx when the process is ready. */
  readonly readyUrl: string;
}

export interface Resident {
  readonly name: string;
  readonly wave: number;
  readonly logFile: string;
  pid(): number | undefined;
  /** Starts it and waits until it is ready. Raises ServerProblem with its last words. */
  start(): Promise<void>;
  /** Asks it to stop; it stays stopped. */
  stop(): Promise<void>;
  /** `kill -9`; it stays dead until it is started again. */
  kill(): Promise<void>;
}

export interface Patience {
  /** The wait before the first new start of one that died; doubles with each death in a row. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  readonly readyWithinMs: number;
}

export const patience: Patience = { firstBackoffMs: 500, longestBackoffMs: 10_000, readyWithinMs: 60_000 };

/** Having lived this long, a process is no longer one that dies at once. */
const settledMs = 30_000;

/** A process that is started again, after a while and said so, whenever it dies unasked. */
export function resident(plan: ResidentPlan, log: (line: string) => void, times: Patience = patience): Resident {
  const { name, wave, logFile } = plan;
  let server: Guarded | undefined;
  let wanted = false;
  let deaths = 0;
  let revival: NodeJS.Timeout | undefined;
  let launching: Promise<void> | undefined;

  function launch(): Promise<void> {
    launching = launchOnce();
    return launching;
  }

  async function launchOnce(): Promise<void> {
    const began = Date.now();
    server = await startPlan(plan);
    const mine = server;
    if (!wanted) return mine.stop();
    void mine.ended.then((status) => {
      if (wanted && mine === server) died(status, Date.now() - began);
    });
    await ready(mine, plan, times.readyWithinMs);
  }

  function died(status: number, livedMs: number): void {
    deaths = livedMs > settledMs ? 0 : deaths;
    const wait = Math.min(times.longestBackoffMs, times.firstBackoffMs * 2 ** deaths++);
    log(`${name} ended with status ${status}: it is started again in ${wait / 1000} s (${logFile})`);
    revival = setTimeout(() => {
      launch().then(
        () => log(`${name} is back`),
        (error: unknown) => log(`${name}: ${messageOf(error)}`),
      );
    }, wait);
  }

  async function end(how: 'stop' | 'kill'): Promise<void> {
    wanted = false;
    clearTimeout(revival);
    await server?.[how]();
    await launching?.catch(() => undefined);
  }

  return {
    name,
    wave,
    logFile,
    pid: () => (server?.running() ? server.pid : undefined),
    stop: () => end('stop'),
    kill: () => end('kill'),
    start: async () => {
      wanted = true;
      clearTimeout(revival);
      try {
        await launch();
      } catch (error) {
        await end('stop');
        throw error;
      }
    },
  };
}

async function startPlan({ command, folder, logFile }: ResidentPlan): Promise<Guarded> {
  await mkdir(folder, { recursive: true });
  await mkdir(dirname(logFile), { recursive: true });
  await claimFolder(folder);
  return startGuarded(command, folder, { logFile });
}

async function ready(server: Guarded, { name, readyUrl, logFile }: ResidentPlan, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (server.running()) {
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() > end) throw new ServerProblem(`${name} was not ready in ${withinMs / 1000} s`, `read ${logFile}`);
    await Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
  throw new ServerProblem(`${name} ended while it started:\n${await lastWords(server)}`, `read ${logFile}`);
}
