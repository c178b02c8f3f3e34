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
  /** How long a stop may take before it is a kill. */
  readonly stopSeconds?: number;
}

export const patience: Patience = { firstBackoffMs: 500, longestBackoffMs: 10_000, readyWithinMs: 60_000 };

/** Having lived this long, a process is no longer one that dies at once. */
const settledMs = 30_000;

type Say = (line: string) => void;

/** A process that is started again, after a while and said so, whenever it dies unasked. */
export const resident = (plan: ResidentPlan, log: Say, times: Patience = patience): Resident =>
  new Revived(plan, log, times);

class Revived implements Resident {
  readonly name: string;
  readonly wave: number;
  readonly logFile: string;
  readonly #plan: ResidentPlan;
  readonly #log: Say;
  readonly #times: Patience;
  #server: Guarded | undefined;
  #wanted = false;
  #deaths = 0;
  #revival: NodeJS.Timeout | undefined;
  #launching: Promise<void> | undefined;

  constructor(plan: ResidentPlan, log: Say, times: Patience) {
    this.name = plan.name;
    this.wave = plan.wave;
    this.logFile = plan.logFile;
    this.#plan = plan;
    this.#log = log;
    this.#times = times;
  }

  pid(): number | undefined {
    return this.#server?.running() ? this.#server.pid : undefined;
  }

  async start(): Promise<void> {
    this.#wanted = true;
    clearTimeout(this.#revival);
    try {
      await this.#launch();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  stop = (): Promise<void> => this.#end('stop');
  kill = (): Promise<void> => this.#end('kill');

  async #end(how: 'stop' | 'kill'): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#revival);
    await this.#server?.[how]();
    await this.#launching?.catch(() => undefined);
  }

  #launch(): Promise<void> {
    this.#launching = this.#launchOnce();
    return this.#launching;
  }

  async #launchOnce(): Promise<void> {
    const began = Date.now();
    const server = await startPlan(this.#plan, this.#times.stopSeconds);
    this.#server = server;
    if (!this.#wanted) return server.stop();
    await ready(server, this.#plan, this.#times.readyWithinMs);
    void server.ended.then((status) => {
      if (server === this.#server) this.#reviveLater(`${this.name} ended with status ${status}`, Date.now() - began);
    });
  }

  #reviveLater(why: string, livedMs: number): void {
    if (!this.#wanted) return;
    if (livedMs > settledMs) this.#deaths = 0;
    const { firstBackoffMs, longestBackoffMs } = this.#times;
    const wait = Math.min(longestBackoffMs, firstBackoffMs * 2 ** this.#deaths++);
    this.#log(`${why}: it is started again in ${wait / 1000} s (${this.logFile})`);
    this.#revival = setTimeout(() => void this.#revive(), wait);
  }

  async #revive(): Promise<void> {
    try {
      await this.#launch();
      if (this.#wanted) this.#log(`${this.name} is back`);
    } catch (error) {
      await this.#server?.stop();
      this.#reviveLater(messageOf(error), 0);
    }
  }
}

async function startPlan({ command, folder, logFile }: ResidentPlan, patienceSeconds = 15): Promise<Guarded> {
  await mkdir(folder, { recursive: true });
  await mkdir(dirname(logFile), { recursive: true });
  await claimFolder(folder);
  return startGuarded(command, folder, { logFile, patienceSeconds });
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
