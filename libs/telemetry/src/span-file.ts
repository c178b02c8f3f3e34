import { appendFileSync } from 'node:fs';
import { SpanKind } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** One span as a test reads it back. */
export interface SpanLine {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: string;
  readonly service: string;
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Appends each span to a file as soon as it ends, so that a killed process leaves what it did. For tests. */
export const fileExporter = (path: string, service: string): SpanExporter => ({
  export: (spans, done) => {
    try {
      appendFileSync(path, spans.map((one) => `${JSON.stringify(lineOf(one, service))}\n`).join(''));
      done({ code: 0 });
    } catch (error) {
      done({ code: 1, error: error instanceof Error ? error : new Error(String(error)) });
    }
  },
  shutdown: async () => undefined,
});

function lineOf(one: ReadableSpan, service: string): SpanLine {
  const { traceId, spanId } = one.spanContext();
  const [seconds, nanos] = one.startTime;
  const [tookSeconds, tookNanos] = one.duration;
  return {
    traceId,
    spanId,
    parentSpanId: one.parentSpanContext?.spanId ?? '',
    name: one.name,
    kind: (SpanKind[one.kind] ?? '').toLowerCase(),
    service,
    startedAt: new Date(seconds * 1_000 + nanos / 1e6).toISOString(),
    milliseconds: tookSeconds * 1_000 + tookNanos / 1e6,
    failed: one.status.code === 2,
    attributes: one.attributes,
  };
}
