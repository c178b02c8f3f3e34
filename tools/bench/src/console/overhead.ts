import { median, quantile, ratio } from '../arithmetic.ts';
import { cpuOf } from '../proc.ts';
import { type Way, ways } from './calls.ts';

/** What one way did in one round. */
export interface WayRound {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU per request of each process of the house that took part, in microseconds. */
  readonly cpuUs: Readonly<Record<string, number>>;
}

export interface WayFigures extends WayRound {
  readonly group: string;
  readonly name: string;
  readonly rounds: readonly WayRound[];
}

/** How the gateway compares with another way to the same: within each round, then the median. */
export interface WayRatio {
  readonly group: string;
  readonly with: string;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
}

export interface OverheadShape {
  readonly rounds: number;
  readonly requests: number;
  readonly atOnce: number;
}

type Processes = Readonly<Record<string, number>>;

/** Asks in turns, way after way, round after round; the first round warms up and does not count. Raises what a call raises. */
export async function measureWays(
  all: readonly Way[],
  processes: Processes,
  { rounds, requests, atOnce }: OverheadShape,
  say: (line: string) => void,
): Promise<readonly WayFigures[]> {
  const measured = all.map(() => [] as WayRound[]);
  for (let number = 0; number <= rounds; number += 1)
    for (const [index, way] of all.entries()) {
      const round = await oneRound(way, processes, { requests, atOnce });
      if (number > 0) measured[index]?.push(round);
      say(`round ${number}: ${way.group}, ${way.name}: p50 ${round.p50Ms.toFixed(2)} ms`);
    }
  return all.map(({ group, name }, index) => ({ group, name, ...mediansOf(measured[index] ?? []) }));
}

async function oneRound(
  { ask }: Way,
  processes: Processes,
  { requests, atOnce }: Omit<OverheadShape, 'rounds'>,
): Promise<WayRound> {
  const used = () => Object.entries(processes).map(([name, pid]) => [name, cpuOf(pid)] as const);
  const before = new Map(used());
  const latencies: number[] = [];
  let begun = 0;
  const worker = async () => {
    while (begun++ < requests) {
      const at = performance.now();
      await ask();
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const cpuUs = used().map(([name, now]) => [name, (now - (before.get(name) ?? 0)) / requests]);
  return { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), cpuUs: Object.fromEntries(cpuUs) };
}

function mediansOf(rounds: readonly WayRound[]): WayRound & { readonly rounds: readonly WayRound[] } {
  const names = Object.keys(rounds[0]?.cpuUs ?? {});
  return {
    rounds,
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuUs: Object.fromEntries(names.map((name) => [name, median(rounds.map(({ cpuUs }) => cpuUs[name] ?? 0))])),
  };
}

export const totalCpu = ({ cpuUs }: WayRound): number => Object.values(cpuUs).reduce((sum, one) => sum + one, 0);

/** The gateway beside each other way of the same group. */
export function wayRatios(figures: readonly WayFigures[]): readonly WayRatio[] {
  return figures.flatMap(({ group, name, rounds }) => {
    const own = figures.find((one) => one.group === group && one.name === ways.gateway);
    if (!own || name === ways.gateway) return [];
    const of = (what: (round: WayRound) => number) => ratio(own.rounds.map(what), rounds.map(what));
    return [{ group, with: name, p50: of(({ p50Ms }) => p50Ms), p99: of(({ p99Ms }) => p99Ms), cpu: of(totalCpu) }];
  });
}
