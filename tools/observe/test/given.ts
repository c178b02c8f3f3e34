import type { Span } from '../src/traces/span.ts';

/** A span of which a test says only what it is about. */
export const spanOf = (given: Partial<Span> = {}): Span => ({
  traceId: 't',
  spanId: 's',
  parentSpanId: '',
  name: 'work',
  kind: 'server',
  service: 'identity',
  startedAt: 1_000,
  milliseconds: 10,
  failed: false,
  attributes: {},
  ...given,
});
