import { messageOf } from '@platform/local-servers';

export interface Backoff {
  /** The wait before the first new start of one that died; doubles with each death in a row. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
}

/** What can be brought back. */
export interface Mortal {
  readonly name: string;
  /** Where its reader finds more, said with each death. */
  readonly hint?: string;
  /** Settles when it is up; raises when it does not come up. */
  start(): Promise<void>;
}

/** Having lived this long, a process is no longer one that dies at once. */
const settledMs = 30_000;

/** Starts again, after a while and said so, what died or did not come up: without end, for as long as it is wanted. */
export class Revival {
  readonly #mortal: Mortal;
  readonly #log: (line: string) => void;
  readonly #times: Backoff;
  #wanted = false;
  #deaths = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mortal: Mortal, log: (line: string) => void, times: Backoff) {
    this.#mortal = mortal;
    this.#log = log;
    this.#times = times;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  /** It is to live from now on. */
  begin(): void {
    this.#wanted = true;
    clearTimeout(this.#timer);
  }

  /** It is to stay dead from now on. */
  end(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
  }

  /** It died, having lived so long. */
  died(why: string, livedMs: number): void {
    if (!this.#wanted) return;
    if (livedMs > settledMs) this.#deaths = 0;
    const { firstBackoffMs, longestBackoffMs } = this.#times;
    const wait = Math.min(longestBackoffMs, firstBackoffMs * 2 ** this.#deaths++);
    const { hint } = this.#mortal;
    this.#log(`${why}: it is started again in ${wait / 1000} s${hint ? ` (${hint})` : ''}`);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#revive(), wait);
  }

  async #revive(): Promise<void> {
    try {
      await this.#mortal.start();
      if (this.#wanted) this.#log(`${this.#mortal.name} is back`);
    } catch (error) {
      this.died(messageOf(error), 0);
    }
  }
}
