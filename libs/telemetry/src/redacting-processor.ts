import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { redact } from './redact.ts';

/** First in the row: what it leaves is what every exporter sees. */
export const redactingProcessor: SpanProcessor = {
  onStart: () => undefined,
  onEnd: (span) => {
    redactIn(span.attributes);
    for (const { attributes } of span.events) if (attributes) redactIn(attributes);
    if (span.status.message) span.status.message = redact(span.status.message);
  },
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

function redactIn(attributes: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'string') attributes[key] = redact(value);
    else if (Array.isArray(value)) attributes[key] = value.map((one) => (typeof one === 'string' ? redact(one) : one));
  }
}
