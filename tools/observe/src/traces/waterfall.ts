import type { Span } from './span.ts';

/** One row of a waterfall: a span, how deep it lies, and where it stands in the time of the trace (0 to 1). */
export interface Row {
  readonly span: Span;
  readonly depth: number;
  readonly from: number;
  readonly width: number;
}

/** A trace as rows, each span below the one that caused it. A span whose parent is not there stands at the top. */
export function waterfall(spans: readonly Span[]): readonly Row[] {
  const start = spans.reduce((earliest, { startedAt }) => Math.min(earliest, startedAt), Number.POSITIVE_INFINITY);
  const end = spans.reduce((latest, span) => Math.max(latest, span.startedAt + span.milliseconds), start);
  const whole = Math.max(end - start, 0.001);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string, Span[]>();
  for (const span of spans) {
    const parent = ids.has(span.parentSpanId) ? span.parentSpanId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const rows: Row[] = [];
  const seen = new Set<string>();
  const descend = (parent: string, depth: number): void => {
    for (const span of (children.get(parent) ?? []).toSorted((a, b) => a.startedAt - b.startedAt)) {
      if (seen.has(span.spanId)) continue;
      seen.add(span.spanId);
      rows.push({ span, depth, from: (span.startedAt - start) / whole, width: span.milliseconds / whole });
      descend(span.spanId, depth + 1);
    }
  };
  descend('', 0);
  return rows;
}
