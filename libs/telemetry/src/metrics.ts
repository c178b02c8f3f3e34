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

/**
 * Reads a value whenever metrics are collected; undefined leaves what was said before.
 * Returns a function after which it is read no more.
 */
export function gauge(name: string, says: string, read: () => number | undefined): () => void {
  const made = meter().createObservableGauge(name, { description: says });
  const observe = (result: { observe(value: number): void }) => {
    const value = read();
    if (value !== undefined) result.observe(value);
  };
  made.addCallback(observe);
  return () => made.removeCallback(observe);
}

/** All metrics in the Prometheus text format; undefined when metrics are off. */
export const metricsText = async (): Promise<string | undefined> => state.metricsText?.();
