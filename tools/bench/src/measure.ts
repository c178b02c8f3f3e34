import { median, quantile, ratio } from './arithmetic.ts';
import { type LoadShape, load } from './load.ts';
import { cpuOf } from './proc.ts';
import type { Subject } from './subject.ts';

/** What one subject did in one round. */
export interface Round {
  readonly requestsPerSecond: number;
  /** CPU of the answering process, all its threads, user and system, per request. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** One subject over all rounds: medians. */
export interface Figures extends Round {
  readonly name: string;
  readonly rounds: readonly Round[];
}

/** How one subject compares with another: of each round, then the median. */
export interface Comparison {
  readonly name: string;
  readonly with: string;
  /** Requests per second; more is better. */
  readonly throughput: number;
  /** Requests per second of server CPU; more is better, and other load on the machine weighs little. */
  readonly throughputPerCpu: number;
}

export type Rounds = ReadonlyMap<string, readonly Round[]>;

export interface RoundsShape extends LoadShape {
  readonly rounds: number;
  /** Calls to each subject before anything is measured. */
  readonly warmUp: number;
}

/** Measures the subjects in turns, ABCD ABCD …, so that whatever else the machine does meets all of them. */
export async function measure(
  subjects: readonly Subject[],
  { rounds, warmUp, ...shape }: RoundsShape,
  say: (line: string) => void,
): Promise<Rounds> {
  const measured = new Map<string, Round[]>(subjects.map(({ name }) => [name, []]));
  if (warmUp > 0) for (const subject of subjects) await oneRound(subject, { ...shape, requests: warmUp });
  for (let number = 1; number <= rounds; number += 1)
    for (const subject of subjects) {
      const round = await oneRound(subject, shape);
      measured.get(subject.name)?.push(round);
      say(`round ${number}: ${subject.name} ${Math.round(round.requestsPerSecond)}/s, ${Math.round(round.cpuUs)} µs`);
    }
  return measured;
}

async function oneRound(subject: Subject, shape: LoadShape): Promise<Round> {
  const before = cpuOf(subject.pid);
  const { seconds, latencies } = await load(subject, shape);
  await subject.settle();
  return {
    requestsPerSecond: shape.requests / seconds,
    cpuUs: (cpuOf(subject.pid) - before) / shape.requests,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}

/** The medians of each subject, in the order in which they took turns. */
export const figuresOf = (measured: Rounds): readonly Figures[] =>
  [...measured].map(([name, rounds]) => ({
    name,
    rounds,
    requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
    cpuUs: median(rounds.map((round) => round.cpuUs)),
    p50Ms: median(rounds.map((round) => round.p50Ms)),
    p99Ms: median(rounds.map((round) => round.p99Ms)),
  }));

/** One subject beside each of the others. Raises RangeError when it was not measured. */
export function comparisonsOf(measured: Rounds, name: string): readonly Comparison[] {
  const own = measured.get(name) ?? [];
  const of = (rounds: readonly Round[], what: (round: Round) => number) => ratio(own.map(what), rounds.map(what));
  return [...measured]
    .filter(([other]) => other !== name)
    .map(([other, rounds]) => ({
      name,
      with: other,
      throughput: of(rounds, ({ requestsPerSecond }) => requestsPerSecond),
      throughputPerCpu: of(rounds, ({ cpuUs }) => 1 / cpuUs),
    }));
}
