import { z } from 'zod';
import type { Span } from './span.ts';

const value = z.record(z.string(), z.unknown());
const attributes = z.array(z.object({ key: z.string(), value: value.default({}) })).default([]);
const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'));
const nanoseconds = z.union([z.string().regex(/^\d{1,20}$/), z.number()]);

const spanSchema = z.object({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: z.union([hex(16), z.literal('')]).default(''),
  name: z.string(),
  kind: z.number().int().default(0),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  status: z.object({ code: z.number().int().default(0) }).default({ code: 0 }),
});

/** `ExportTraceServiceRequest` of OTLP, as JSON: the part of it that is shown. */
const requestSchema = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).default({ attributes: [] }),
        scopeSpans: z.array(z.object({ spans: z.array(spanSchema).default([]) })).default([]),
      }),
    )
    .default([]),
});

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const longestText = 200;
const mostAttributes = 24;

/** The spans of an export request; undefined when it is none. */
export function readOtlp(body: unknown): readonly Span[] | undefined {
  const read = requestSchema.safeParse(body);
  if (!read.success) return undefined;
  return read.data.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = texts(resource.attributes)['service.name'] ?? 'unknown';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(span, service)));
  });
}

function spanOf(span: z.output<typeof spanSchema>, service: string): Span {
  const startedAt = Number(span.startTimeUnixNano) / 1e6;
  return {
    traceId: span.traceId.toLowerCase(),
    spanId: span.spanId.toLowerCase(),
    parentSpanId: span.parentSpanId.toLowerCase(),
    name: cut(span.name),
    kind: kinds[span.kind] ?? 'internal',
    service: cut(service),
    startedAt,
    milliseconds: Math.max(0, Number(span.endTimeUnixNano) / 1e6 - startedAt),
    failed: span.status.code === 2,
    attributes: texts(span.attributes.slice(0, mostAttributes)),
  };
}

const texts = (all: z.output<typeof attributes>): Record<string, string> =>
  Object.fromEntries(all.map(({ key, value }) => [cut(key), cut(textOf(value))]));

/** `{ stringValue: 'x' }` → `x`; lists and maps as JSON. */
function textOf(wrapped: Readonly<Record<string, unknown>>): string {
  const [first] = Object.values(wrapped);
  return typeof first === 'object' ? JSON.stringify(first) : String(first ?? '');
}

const cut = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);
