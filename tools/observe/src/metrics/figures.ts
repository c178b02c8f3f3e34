import type { Sample } from './parse.ts';
import type { Reading, Snapshot } from './scrape.ts';

/** What an overview says of one process; undefined where it does not tell. */
export interface Figures {
  readonly name: string;
  readonly up: boolean;
  readonly perSecond: number | undefined;
  readonly failedShare: number | undefined;
  readonly p99Seconds: number | undefined;
  readonly loopLagSeconds: number | undefined;
  readonly outboxSeconds: number | undefined;
  readonly lagSeconds: number | undefined;
  readonly deadLetters: number | undefined;
  readonly jobsWaiting: number | undefined;
  readonly jobsGivenUp: number | undefined;
  readonly residentBytes: number | undefined;
}

type Fits = (labels: Sample['labels']) => boolean;
const all: Fits = () => true;

const valuesOf = ({ samples }: Snapshot, name: string, fits: Fits = all): readonly number[] =>
  samples.filter((sample) => sample.name === name && fits(sample.labels)).map(({ value }) => value);

const sum = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0);
const most = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : Math.max(...values));

/** Of all processes together, as every one tells the same of what they share: the largest. */
export const largest = (readings: readonly Reading[], name: string, fits: Fits = all): number | undefined =>
  most(readings.flatMap(({ now }) => valuesOf(now, name, fits)));

export const total = (readings: readonly Reading[], name: string, fits: Fits = all): number | undefined =>
  sum(readings.flatMap(({ now }) => valuesOf(now, name, fits)));

/** Trouble of ours; a refusal is an answer. */
const failedRpc: Fits = ({ code = '' }) =>
  ['INTERNAL', 'UNKNOWN', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'DATA_LOSS'].includes(code);
const failedHttp: Fits = ({ status = '' }) => status.startsWith('5');

const requests = ['rpc_server_duration_seconds', 'http_request_duration_seconds'] as const;

/** How much a counter grew between two snapshots. A process that was started anew counts from 0. */
function grown({ now, before }: Reading, name: string, fits: Fits = all): number | undefined {
  const after = sum(valuesOf(now, name, fits));
  if (after === undefined) return undefined;
  const earlier = sum(valuesOf(before, name, fits)) ?? 0;
  return after >= earlier ? after - earlier : after;
}

const added = (values: readonly (number | undefined)[]): number | undefined =>
  sum(values.filter((value) => value !== undefined));

/** The bound of the bucket that holds this share of what was measured in between. */
function quantile(reading: Reading, share: number): number | undefined {
  const bounds = new Map<number, number>();
  for (const name of requests) {
    const edges = new Set(reading.now.samples.flatMap((one) => (one.name === `${name}_bucket` ? [one.labels.le] : [])));
    for (const le of edges) {
      const bound = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
      const count = grown(reading, `${name}_bucket`, (labels) => labels.le === le) ?? 0;
      bounds.set(bound, (bounds.get(bound) ?? 0) + count);
    }
  }
  const sorted = [...bounds].sort(([a], [b]) => a - b);
  const whole = sorted.at(-1)?.[1] ?? 0;
  return whole === 0 ? undefined : sorted.find(([, count]) => count >= share * whole)?.[0];
}

/** What one process did in the last half minute, and how it is. */
export function figuresOf(reading: Reading): Figures {
  const { name, up, now, before } = reading;
  const seconds = (now.at - before.at) / 1_000;
  const count = added(requests.map((one) => grown(reading, `${one}_count`)));
  const failed = added([
    grown(reading, 'rpc_server_duration_seconds_count', failedRpc),
    grown(reading, 'http_request_duration_seconds_count', failedHttp),
  ]);
  return {
    ...{ name, up },
    perSecond: count === undefined || seconds === 0 ? undefined : count / seconds,
    failedShare: count ? (failed ?? 0) / count : undefined,
    p99Seconds: quantile(reading, 0.99),
    loopLagSeconds: most(valuesOf(now, 'event_loop_lag_p99_seconds')),
    outboxSeconds: most(valuesOf(now, 'outbox_oldest_unsent_seconds')),
    lagSeconds: most(valuesOf(now, 'consumer_lag_seconds')),
    deadLetters: sum(valuesOf(now, 'dead_letters_waiting')),
    jobsWaiting: sum(valuesOf(now, 'job_queue_jobs', ({ state }) => state === 'waiting')),
    jobsGivenUp: sum(valuesOf(now, 'job_runs_total', ({ outcome }) => outcome === 'given_up')),
    residentBytes: most(valuesOf(now, 'process_resident_memory_bytes')),
  };
}
