import { type Attributes, metrics } from '@opentelemetry/api';
import { state } from './state.ts';

export interface Counter {
  add(value: number, labels?: Attributes): void;
}
export interface Histogram {
  record(value: number, labels?: Attributes): void;
}

const meter = () => metrics.getMeter('@platform');

/** Counts something; labels have few values, never an id. Without metrics it costs nothing. */
export const counter = (name: string, says: string): Counter => meter().createCounter(name, { description: says });

/** Measures how something is distributed; unit `s`, `By` or `1`. Say it in the name too: `…_seconds`. */
export const histogram = (name: string, says: string, unit: string): Histogram =>
  meter().createHistogram(name, {
    description: says,
    ...(unit === 's' && { advice: { explicitBucketBoundaries: seconds } }),
  });

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** A value, one per set of labels, or nothing to say. */
export type Reading = number | undefined | readonly { readonly value: number; readonly labels: Attributes }[];

/**
 * Reads a value whenever metrics are collected; undefined leaves what was said before. A reading that asks somebody else may
 * be a promise: it is waited for until it fails or a second is over.
 * Returns a function after which it is read no more.
 */
export function gauge(name: string, says: string, read: () => Reading | Promise<Reading>): () => void {
  const made = meter().createObservableGauge(name, { description: says });
  const observe = async (result: { observe(value: number, labels?: Attributes): void }) => {
    const reading = await soon(read);
    if (typeof reading === 'number') result.observe(reading);
    else for (const { value, labels } of reading ?? []) result.observe(value, labels);
  };
  made.addCallback(observe);
  return () => made.removeCallback(observe);
}

const patienceMs = 1_000;

/** A server that is away must not keep the other metrics from being told. */
async function soon(read: () => Reading | Promise<Reading>): Promise<Reading> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  try {
    return await Promise.race([read(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** All metrics in the Prometheus text format; undefined when metrics are off. */
export const metricsText = async (): Promise<string | undefined> => state.metricsText?.();
