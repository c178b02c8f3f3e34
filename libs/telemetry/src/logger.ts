import { trace } from '@opentelemetry/api';
import {
  type DestinationStream,
  type Logger as PinoLogger,
  type LoggerOptions as PinoOptions,
  pino,
  stdTimeFunctions,
} from 'pino';
import { redact } from './redact.ts';
import { state } from './state.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Default: `info`. */
  readonly level?: string | undefined;
  /** Default: standard output, written at once, so that no line is lost when the process ends. */
  readonly destination?: DestinationStream | undefined;
}

/**
 * A log of JSON lines: the message is a constant, values are fields. Every finished line goes through `redact`, so a
 * secret is caught wherever it hides: a nested value, an error's stack, a child logger's binding, the message itself.
 * Lines that are written within a span carry its trace_id.
 */
export function logger(name: string, { level = 'info', destination }: LoggerOptions = {}): Logger {
  const options: PinoOptions = {
    name,
    level,
    base: {},
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: traceIds,
    hooks: { streamWrite: redact },
  };
  return destination ? pino(options, destination) : pino(options, pino.destination({ dest: 1, sync: true }));
}

function traceIds(): Record<string, string> {
  const now = state.tracing ? trace.getActiveSpan()?.spanContext() : undefined;
  return now ? { trace_id: now.traceId, span_id: now.spanId } : {};
}
