import type { IncomingMessage } from 'node:http';
import type { Span } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';

const watched = new Set(['/livez', '/readyz', '/metrics']);

/**
 * The instrumentation of one library, loaded only when it is wanted. gRPC and Kafka are not here: @platform/grpc makes
 * its own spans, and the trace of an event is the one of its outbox row, which an instrumentation would replace.
 */
export async function instrumentation(name: string): Promise<Instrumentation | undefined> {
  switch (name) {
    case 'http': {
      const { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http');
      return new HttpInstrumentation({ ignoreIncomingRequestHook: isWatching });
    }
    case 'express': {
      const { ExpressInstrumentation, ExpressLayerType } = await import('@opentelemetry/instrumentation-express');
      return new ExpressInstrumentation({ ignoreLayersType: [ExpressLayerType.MIDDLEWARE, ExpressLayerType.ROUTER] });
    }
    case 'mongodb': {
      const { MongoDBInstrumentation } = await import('@opentelemetry/instrumentation-mongodb');
      return new MongoDBInstrumentation({ dbStatementSerializer: askedBy, responseHook: tellCollection });
    }
    case 'ioredis': {
      const { IORedisInstrumentation } = await import('@opentelemetry/instrumentation-ioredis');
      return new IORedisInstrumentation({ requireParentSpan: true });
    }
    default:
      return undefined;
  }
}

/** Health checks come every second and tell nothing. */
const isWatching = (request: IncomingMessage): boolean => watched.has(request.url ?? '');

/** By which fields a document is looked for. What they hold is not told: it may be somebody's address. */
function askedBy({ filter }: Record<string, unknown>): string {
  return typeof filter === 'object' && filter !== null ? Object.keys(filter).join(', ') : '';
}

/** An aggregation is sent to the database, so that its span names no collection; its answer does: `identity.sessions`. */
function tellCollection(span: Span, { data }: { readonly data: object }): void {
  if (!('name' in span) || span.name !== 'aggregate $cmd') return;
  const [, collection] = namespaceOf(data).split(/\.(.*)/);
  if (collection) span.updateName(`aggregate ${collection}`);
}

/** As the driver reads an answer with a cursor, or as it came. */
function namespaceOf(answer: object): string {
  if ('ns' in answer) return String(answer.ns);
  const { cursor } = answer as { readonly cursor?: { readonly ns?: string } };
  return cursor?.ns ?? '';
}
