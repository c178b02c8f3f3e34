import { SECOND } from '@platform/kernel';

/** Milliseconds since it was made. */
export type Stopwatch = () => number;

/** By whichever clock says longer: one stands still while the machine sleeps, the other can be set. */
export function stopwatch(): Stopwatch {
  const [monotonic, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - monotonic, Date.now() - wall);
}

/** So much is left of a promise when it is asked for anew. */
const RENEW_WITH = 500;
/** How long it is not asked for again when it was not given. */
const REST = SECOND;

/**
 * What an owner promised: that it answers no change before it has told us. It is asked for when somebody wants to rely on
 * it and little of it is left, so that a gateway which nobody visits is told nothing and holds nobody up.
 */
export class Posted {
  readonly #ask: () => Promise<number>;
  readonly #start: () => Stopwatch;
  /** Milliseconds for which it still holds. */
  #left: () => number = () => 0;
  #term = 0;
  #asking = false;
  /** Since when we rest; nothing when we need not. */
  #resting: Stopwatch | undefined;

  /** `ask` gives for how many milliseconds, from the moment in which it was asked; 0 when it may not. */
  constructor(ask: () => Promise<number>, start = stopwatch) {
    this.#ask = ask;
    this.#start = start;
  }

  /**
   * The term for which we have been told of every change, without a gap; undefined while we are not told. What was said
   * within one term holds unless it was taken back.
   */
  term(): number | undefined {
    if (this.#left() < RENEW_WITH) this.#renew();
    return this.#left() > 0 ? this.#term : undefined;
  }

  #renew(): void {
    if (this.#asking || (this.#resting && this.#resting() < REST)) return;
    this.#asking = true;
    const since = this.#start();
    this.#ask()
      .then(
        (milliseconds) => this.#promised(milliseconds, since),
        () => this.#promised(0, since),
      )
      .finally(() => {
        this.#asking = false;
      });
  }

  #promised(milliseconds: number, since: Stopwatch): void {
    this.#resting = milliseconds > 0 ? undefined : this.#start();
    if (milliseconds <= 0) return;
    // The last promise may have run out before this one began: what was changed between the two, nobody told us.
    if (this.#left() <= 0) this.#term += 1;
    this.#left = () => milliseconds - since();
  }
}
