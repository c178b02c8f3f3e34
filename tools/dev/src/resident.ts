import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Command,
  claimFolder,
  type Guarded,
  lastWords,
  ServerProblem,
  startGuarded,
} from '@platform/local-servers';
import { type Backoff, Revival } from './revival.ts';

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

export interface Patience extends Backoff {
  readonly readyWithinMs: number;
  /** How long a stop may take before it is a kill. */
  readonly stopSeconds?: number;
}

export const patience: Patience = { firstBackoffMs: 500, longestBackoffMs: 10_000, readyWithinMs: 60_000 };

type Say = (line: string) => void;

/** A process that is started again, after a while and said so, whenever it dies unasked. */
export const resident = (plan: ResidentPlan, log: Say, times: Patience = patience): Resident =>
  new Revived(plan, log, times);

class Revived implements Resident {
  readonly name: string;
  readonly wave: number;
  readonly logFile: string;
  readonly #plan: ResidentPlan;
  readonly #times: Patience;
  readonly #revival: Revival;
  #server: Guarded | undefined;
  #launching: Promise<void> | undefined;

  constructor(plan: ResidentPlan, log: Say, times: Patience) {
    this.name = plan.name;
    this.wave = plan.wave;
    this.logFile = plan.logFile;
    this.#plan = plan;
    this.#times = times;
    this.#revival = new Revival({ name: plan.name, hint: plan.logFile, start: () => this.#relaunch() }, log, times);
  }

  pid(): number | undefined {
    return this.#server?.running() ? this.#server.pid : undefined;
  }

  async start(): Promise<void> {
    this.#revival.begin();
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
    this.#revival.end();
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
    if (!this.#revival.wanted) return server.stop();
    await ready(server, this.#plan, this.#times.readyWithinMs);
    void server.ended.then((status) => {
      if (server === this.#server) this.#revival.died(`${this.name} ended with status ${status}`, Date.now() - began);
    });
  }

  async #relaunch(): Promise<void> {
    try {
      await this.#launch();
    } catch (error) {
      await this.#server?.stop();
      throw error;
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
