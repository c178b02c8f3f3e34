import { type Reason, reasons } from '@platform/kernel';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Route } from './route.ts';
import { problem } from './views.ts';

const everywhere: readonly Reason[] = ['VALIDATION_FAILED', 'RATE_LIMITED', 'DEPENDENCY_UNAVAILABLE', 'INTERNAL'];
const signedIn: readonly Reason[] = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'SESSION_REVOKED'];
const inside: readonly Reason[] = ['WORKSPACE_NOT_FOUND', 'PERMISSION_REQUIRED'];
const unsafe: readonly Reason[] = ['ORIGIN_REFUSED', 'MEDIA_TYPE_UNSUPPORTED', 'REQUEST_TOO_LARGE'];
const keyed: readonly Reason[] = ['IDEMPOTENCY_KEY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'];

/** Every refusal that a route can answer with: its own and those that all of its kind share. */
export const refusalsOf = (route: Route): readonly Reason[] => [
  ...new Set([
    ...route.refusals,
    ...everywhere,
    ...(route.needs === 'nobody' ? [] : signedIn),
    ...(route.needs === 'membership' ? inside : []),
    ...(route.method === 'get' ? [] : unsafe),
    ...(route.idempotent ? keyed : []),
  ]),
];

/** Where the gateway says of every reason what to do; the `type` of a problem leads there, too. */
export const errorsPath = '/docs/errors';

function problems(route: Route) {
  const all = refusalsOf(route);
  const statuses = new Set(all.map((reason) => reasons[reason].http));
  const says = (status: number) =>
    all
      .filter((reason) => reasons[reason].http === status)
      .map((reason) => `[\`${reason}\`](${errorsPath}#${reason}): ${reasons[reason].title} ${reasons[reason].fix}`)
      .join('\n\n');
  return Object.fromEntries(
    [...statuses].map((status) => [
      String(status),
      { description: says(status), content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
}

/** What a success brings: a stream, JSON or nothing. */
function contentOf({ stream, answer }: Route) {
  if (stream) return { content: { 'text/event-stream': { schema: { type: 'string' as const, description: stream } } } };
  return answer instanceof z.ZodUndefined ? {} : { content: { 'application/json': { schema: answer } } };
}

const resuming = z.object({ 'Last-Event-ID': z.string().max(64).optional() });
const idempotencyKey = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'For 24 hours the same key with the same request gives the same answer again, and has no second effect.',
  }),
});
const replayed = {
  'Idempotent-Replayed': {
    description: '`true`: the answer of an earlier request.',
    schema: { type: 'string' as const },
  },
};
const keyless = 'Takes no `Idempotency-Key`: a request with one is refused with `VALIDATION_FAILED`.';

/** Whether an Idempotency-Key is refused here: nothing would keep its answer, and only what reads needs none. */
export const refusesKeys = ({ idempotent, method }: Route): boolean => !idempotent && method !== 'get';

function headerOf({ idempotent, stream }: Route) {
  if (stream) return { header: resuming };
  return idempotent ? { header: idempotencyKey } : {};
}

const operation = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.id,
  tags: [route.group],
  summary: route.says,
  ...(refusesKeys(route) ? { description: keyless } : {}),
  security: route.needs === 'nobody' ? [] : [{ session: [] }],
  requestParams: { path: route.params, query: route.query, ...headerOf(route) },
  ...(route.hasBody
    ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }
    : {}),
  responses: {
    [route.status]: {
      description: route.says,
      ...contentOf(route),
      ...(route.idempotent ? { headers: replayed } : {}),
    },
    ...problems(route),
  },
});

/** The OpenAPI 3.1 document of the routes: made from the schemas that validate them. */
export function openApiOf(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Licensing platform: console API',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-session' } } },
  });
}
