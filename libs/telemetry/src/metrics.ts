import type { Attributes } from '@opentelemetry/api';

export interface Counter {
  add(value: number, labels?: Attributes): void;
}
export interface Histogram {
  record(value: number, labels?: Attributes): void;
}

/** Counts something; labels have few values. */
export const counter = (_name: string, _says: string): Counter => ({ add: () => undefined });

/** Measures how something is distributed; unit `s`, `By` or `1`. */
export const histogram = (_name: string, _says: string, _unit: string): Histogram => ({ record: () => undefined });

/** Reads a value whenever metrics are collected; undefined says nothing. Returns a function that ends it. */
export const gauge =
  (_name: string, _says: string, _read: () => number | undefined): (() => void) =>
  () =>
    undefined;

/** All metrics in the Prometheus text format; undefined when metrics are off. */
export const metricsText = async (): Promise<string | undefined> => undefined;
