import { backoffMs } from './waiting.ts';

/** The aggregates of which a row was refused. Each rests, longer after every refusal, while the others go on. */
export interface Refused {
  readonly size: number;
  has(aggregate: string): boolean;
  /** It was refused, again. */
  add(aggregate: string): void;
  delete(aggregate: string): void;
  /** Forgets all but these: somebody else has delivered what was refused. */
  keep(aggregates: ReadonlySet<string>): void;
  /** Those that have rested enough, the longest waiting first. */
  rested(): readonly string[];
  /** How long until the next one has rested enough. */
  nextMs(): number;
}

export function refusedAggregates({
  firstBackoffMs,
  mostBackoffMs,
}: {
  readonly firstBackoffMs: number;
  readonly mostBackoffMs: number;
}): Refused {
  const resting = new Map<string, { readonly times: number; readonly until: number }>();
  return {
    get size() {
      return resting.size;
    },
    has: (aggregate) => resting.has(aggregate),
    add: (aggregate) => {
      const times = (resting.get(aggregate)?.times ?? 0) + 1;
      const until = performance.now() + backoffMs(times, firstBackoffMs, mostBackoffMs);
      resting.set(aggregate, { times, until });
    },
    delete: (aggregate) => void resting.delete(aggregate),
    keep: (aggregates) => {
      for (const aggregate of resting.keys()) if (!aggregates.has(aggregate)) resting.delete(aggregate);
    },
    rested: () => {
      const now = performance.now();
      const over = [...resting].filter(([, { until }]) => until <= now);
      return over.sort(([, one], [, other]) => one.until - other.until).map(([aggregate]) => aggregate);
    },
    nextMs: () => Math.max(0, Math.min(...[...resting.values()].map(({ until }) => until)) - performance.now()),
  };
}
