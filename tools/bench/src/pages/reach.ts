import { quantile } from '../arithmetic.ts';

/** How long changes took to reach pages. */
export interface Reach {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Notes when each page heard of each change. */
export interface ReachLog {
  /** A change is asked for now. */
  begin(): void;
  /** A page has heard of one more. */
  heard(page: number): void;
  /** How many times a page has yet to hear of a change; 0 when every page has heard of all. */
  outstanding(): number;
  /** Of each change on its way to each page. */
  each(): Reach;
  /** Of each change, until the last page had it. */
  last(): Reach;
  /** Forgets all changes; every page must have heard of all of them. */
  restart(): void;
}

export function reachLog(pages: number): ReachLog {
  const heard = new Uint32Array(pages);
  let begun: number[] = [];
  let tooks: number[] = [];
  let lasts: number[] = [];
  let arrived = 0;
  const reach = (times: readonly number[]): Reach => ({
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    maxMs: quantile(times, 1),
  });
  return {
    begin: () => void begun.push(performance.now()),
    heard: (page) => {
      const change = heard[page] ?? 0;
      const at = begun[change];
      if (at === undefined) throw new Error(`page ${page} heard of a change that nobody made`);
      heard[page] = change + 1;
      const took = performance.now() - at;
      tooks.push(took);
      lasts[change] = Math.max(lasts[change] ?? 0, took);
      arrived += 1;
    },
    outstanding: () => begun.length * pages - arrived,
    each: () => reach(tooks),
    last: () => reach(lasts),
    restart: () => {
      heard.fill(0);
      [begun, tooks, lasts, arrived] = [[], [], [], 0];
    },
  };
}
