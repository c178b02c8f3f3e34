import type { Span } from './span.ts';

/** What a person looks for; everything that is given must fit. */
export interface Search {
  /** A trace id or its beginning, or a part of a span's name. */
  readonly text: string;
  readonly service: string;
  readonly failed: boolean;
  readonly slowerThanMs: number;
}

/** A trace in one line. */
export interface Summary {
  readonly traceId: string;
  readonly name: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly spans: number;
  readonly services: readonly string[];
  readonly failed: boolean;
}

export function summaryOf(spans: readonly Span[]): Summary {
  const [first] = spans.toSorted((a, b) => a.startedAt - b.startedAt);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const root =
    spans.find(({ parentSpanId }) => parentSpanId === '') ?? spans.find((span) => !ids.has(span.parentSpanId));
  const startedAt = first?.startedAt ?? 0;
  const ends = spans.map((span) => span.startedAt + span.milliseconds);
  return {
    traceId: first?.traceId ?? '',
    name: (root ?? first)?.name ?? '',
    startedAt,
    milliseconds: ends.reduce((latest, end) => Math.max(latest, end), startedAt) - startedAt,
    spans: spans.length,
    services: [...new Set(spans.map(({ service }) => service))].sort(),
    failed: spans.some(({ failed }) => failed),
  };
}

const mostShown = 100;

/** The traces that fit, in the given order, at most a hundred. */
export function search(traces: readonly (readonly Span[])[], { text, service, failed, slowerThanMs }: Search) {
  const wanted = text.toLowerCase();
  const found: Summary[] = [];
  for (const spans of traces) {
    if (found.length === mostShown) break;
    const summary = summaryOf(spans);
    if (service && !summary.services.includes(service)) continue;
    if (failed && !summary.failed) continue;
    if (summary.milliseconds < slowerThanMs) continue;
    if (
      wanted &&
      !summary.traceId.startsWith(wanted) &&
      !spans.some((span) => span.name.toLowerCase().includes(wanted))
    )
      continue;
    found.push(summary);
  }
  return found;
}
