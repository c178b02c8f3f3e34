import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { state } from './state.ts';

const name = '@platform';
const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
} as const;
const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export type Kind = keyof typeof kinds;

/** Whether spans are made at all; the hot path asks before it builds attributes. */
export const tracing = (): boolean => state.tracing;

/** The W3C trace context of the active span; '' when there is none. */
export function currentTraceparent(): string {
  if (!state.tracing) return '';
  const now = trace.getActiveSpan();
  return now ? written(now) : '';
}

function written(one: Span): string {
  const { traceId, spanId, traceFlags } = one.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Runs `fn` in a span that continues the given trace; an empty or malformed traceparent starts a new one. */
export function withTraceparent<T>(
  traceparent: string,
  spanName: string,
  attributes: Attributes,
  fn: (span: Span | undefined) => Promise<T>,
  kind: Kind = 'consumer',
): Promise<T> {
  return state.tracing ? inSpan(parentOf(traceparent), spanName, attributes, kind, fn) : fn(undefined);
}

/** Runs `fn` in a child span of the active one. What it throws is recorded and thrown on. */
export function span<T>(
  spanName: string,
  attributes: Attributes,
  fn: (span: Span | undefined) => Promise<T>,
  kind: Kind = 'internal',
): Promise<T> {
  return state.tracing ? inSpan(context.active(), spanName, attributes, kind, fn) : fn(undefined);
}

/** Something on its way, perhaps over several attempts. */
export interface OpenSpan {
  /** What it carries, so that whoever receives it goes on below this span. */
  readonly traceparent: string;
  /** It has arrived. A span that never ends is never told. */
  end(): void;
}

/** Opens a span below the given trace, which somebody ends later; undefined when there is nothing to trace. */
export function openSpan(
  traceparent: string,
  spanName: string,
  attributes: Attributes,
  kind: Kind,
): OpenSpan | undefined {
  if (!state.tracing || !shape.test(traceparent)) return undefined;
  const made = trace.getTracer(name).startSpan(spanName, { attributes, kind: kinds[kind] }, parentOf(traceparent));
  return { traceparent: written(made), end: () => made.end() };
}

/** Runs `fn` as a part of the given trace, without a span of its own. */
export const asPartOf = <T>(traceparent: string, fn: () => T): T =>
  state.tracing && shape.test(traceparent) ? context.with(parentOf(traceparent), fn) : fn();

function inSpan<T>(
  parent: Context,
  spanName: string,
  attributes: Attributes,
  kind: Kind,
  fn: (span: Span) => Promise<T>,
): Promise<T> {
  const made = trace.getTracer(name).startSpan(spanName, { attributes, kind: kinds[kind] }, parent);
  return context.with(trace.setSpan(parent, made), async () => {
    try {
      return await fn(made);
    } catch (error) {
      made.setStatus({ code: SpanStatusCode.ERROR, message: reasonOf(error) });
      throw error;
    } finally {
      made.end();
    }
  });
}

/** A coded error's reason or an error's name: texts may hold what must not reach a trace. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.name;
}

function parentOf(traceparent: string): Context {
  const [, traceId, spanId, flags] = shape.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
  });
}

/** Waits until the spans that have ended, and the metrics, are with their collector; for the end of a process. */
export const flushTraces = async (): Promise<void> => state.flush?.();
