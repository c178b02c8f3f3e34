import { existsSync, readFileSync } from 'node:fs';

/** One span as a process of the house wrote it into its TRACES_FILE. */
export interface Span {
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

/** The whole spans in the file; a line that is just being written is left for the next time. */
export const spansIn = (file: string): readonly Span[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
    : [];

/** The spans of a trace whose parent is not there, the caller's own span left out. */
export function orphans(spans: readonly Span[], callersSpanId: string): readonly Span[] {
  const there = new Set([callersSpanId, ...spans.map(({ spanId }) => spanId)]);
  return spans.filter(({ parentSpanId }) => !there.has(parentSpanId));
}

/** `service kind name`: how a span is told in a test. */
export const toldAs = ({ service, kind, name }: Span): string => `${service} ${kind} ${name}`;
