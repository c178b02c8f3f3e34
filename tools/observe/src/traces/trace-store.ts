import type { Span } from './span.ts';

/** Traces in memory: the newest, so many and no more. */
export interface TraceStore {
  add(spans: readonly Span[]): void;
  /** The spans of a trace in the order of their start; empty when it is not known (any more). */
  trace(traceId: string): readonly Span[];
  /** All traces, the newest first. */
  all(): readonly (readonly Span[])[];
  /** Spans that are kept. */
  size(): number;
}

export interface Bounds {
  readonly spans: number;
  /** One endless trace must not push out all others. */
  readonly spansOfTrace: number;
}

const usual: Bounds = { spans: 20_000, spansOfTrace: 2_000 };

export function traceStore({ spans: most, spansOfTrace }: Bounds = usual): TraceStore {
  const traces = new Map<string, Span[]>();
  let size = 0;

  const keep = (span: Span): void => {
    const ofTrace = traces.get(span.traceId) ?? [];
    if (ofTrace.length >= spansOfTrace) return;
    ofTrace.push(span);
    size += 1;
    traces.set(span.traceId, ofTrace);
  };
  /** A map gives its keys in the order in which they came. */
  const makeRoom = (): void => {
    for (const [traceId, spans] of traces) {
      if (size <= most) return;
      traces.delete(traceId);
      size -= spans.length;
    }
  };
  return {
    add: (spans) => {
      for (const span of spans) {
        keep(span);
        makeRoom();
      }
    },
    trace: (traceId) => (traces.get(traceId) ?? []).toSorted((a, b) => a.startedAt - b.startedAt),
    all: () => [...traces.values()].reverse(),
    size: () => size,
  };
}
