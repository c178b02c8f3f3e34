import { randomUUID } from 'node:crypto';
import { allRoutes, openApiOf, type Route } from '@platform/console-api';
import { newId, type Prefix, prefixes } from '@platform/kernel';
import { brokenBodies, type Mutant, mutantsOf } from './values.ts';

/** One request with something wrong in it. */
export interface HostileRequest {
  /** The route's id, or what else it is aimed at. */
  readonly route: string;
  readonly what: string;
  readonly mustFail: boolean;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minLength?: number;
  readonly default?: unknown;
}

type Json = Record<string, unknown>;

/** Good values of fields whose schema does not tell what they mean, so that the one wrong field beside them is reached. */
const good: Json = { locale: 'en', time_zone: 'Europe/Zurich', name: 'Maya', password: 'seven quiet herons at dusk' };

/** A value that a schema takes, as far as the schema tells. */
function sampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [
        name,
        good[name.replace(/^(old|new)_/, '')] ?? sampleOf(inner),
      ]),
    );
  if (schema.type === 'string') return 'x'.repeat(Math.max(20, schema.minLength ?? 0));
  return schema.type === 'boolean' ? true : 1;
}

interface Documented {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

const document = openApiOf(allRoutes);
const schemaOf = ({ path, method }: Route): Schema | undefined => {
  const operation = document.paths?.[path]?.[method] as Documented | undefined;
  return operation?.requestBody?.content['application/json'].schema;
};

const contentType = { 'content-type': 'application/json' };
const hostileSegments = [
  'x',
  '$gt',
  '__proto__',
  '%00',
  '%0a',
  "'%20or%201=1",
  '%F0%9F%98%80',
  '%252e%252e%252f',
  'x'.repeat(3_000),
];
const hostileQueries = [
  'unknown=1',
  '$where=1',
  '__proto__[admin]=1',
  'page_size[$ne]=1',
  'page_size=-1',
  'page_size=1e9',
  'page_size=1&page_size=2',
  'page_token=%00',
  '%ff=1',
];

/** Names of ids in paths: `{legacy_key_id}` → `lgk`. */
const prefixOf: Readonly<Record<string, Prefix>> = {
  workspace_id: 'ws',
  member_id: 'mem',
  user_id: 'usr',
  session_id: 'ses',
  decision_id: 'dec',
  legacy_key_id: 'lgk',
};

const filled = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? newId(prefixOf[name] ?? 'ws'));

const named = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Everything hostile that can be sent to the routes of the gateway, made from their schemas. */
export function* hostileRequests(workspaceId: string): Generator<HostileRequest> {
  for (const route of allRoutes) yield* hostileTo(route, workspaceId);
  yield { ...base('nowhere', 'GET', '/v1/nowhere'), what: 'no route', mustFail: true };
  yield { ...base('nowhere', 'GET', '/v1/%ff'), what: 'a path that is no UTF-8', mustFail: true };
}

const base = (route: string, method: string, path: string) => ({ route, method, path, headers: {} });

function* hostileTo(route: Route, workspaceId: string): Generator<HostileRequest> {
  const method = route.method.toUpperCase();
  const path = filled(route.path, { workspace_id: workspaceId });
  const to = base(route.id, method, path);
  const schema = schemaOf(route);
  const sample = schema ? (sampleOf(schema) as Json) : undefined;
  const valid = sample ? { headers: contentType, body: Buffer.from(JSON.stringify(sample)) } : {};

  for (const name of named(route.path))
    for (const segment of [
      ...hostileSegments,
      ...(Object.keys(prefixes) as Prefix[]).slice(0, 3).map((prefix) => `${newId(prefix)}x`),
    ]) {
      const elsewhere = filled(route.path, { workspace_id: workspaceId, [name]: segment });
      yield { ...to, ...valid, path: elsewhere, what: `${segment.slice(0, 30)} as ${name}`, mustFail: true };
    }
  for (const query of hostileQueries)
    yield {
      ...to,
      ...valid,
      path: `${path}?${query}`,
      what: `?${query}`,
      mustFail: !query.startsWith('page_token') || method !== 'GET',
    };
  yield { ...to, ...valid, method: 'PUT', what: 'PUT', mustFail: true };
  if (route.stream) yield* hostileListeners(to);
  if (method === 'GET') return;
  yield* hostileHeaders(to, valid);
  if (schema && sample) yield* hostileBodies(to, sample, schema.required ?? []);
}

type Target = Pick<HostileRequest, 'route' | 'method' | 'path' | 'headers'>;

/** Where a stream stood when it broke off is what a stranger says it is: whatever it is, it is no reason to fail. */
function* hostileListeners(to: Target): Generator<HostileRequest> {
  for (const segment of [...hostileSegments, newId('ws'), newId('usr')])
    yield {
      ...to,
      path: `${to.path}?workspace_id=${segment}`,
      what: `${segment.slice(0, 30)} as workspace_id`,
      mustFail: true,
    };
  for (const place of ['x', '$gt', '__proto__', '-1', '{"$ne":1}', '\u00ff\u00fe', 'x'.repeat(3_000), ' ', 'a\tb'])
    yield { ...to, headers: { 'last-event-id': place }, what: `${place.slice(0, 30)} as a place`, mustFail: false };
}

function* hostileHeaders(to: Target, { body = Buffer.from('{}') }: { body?: Buffer }): Generator<HostileRequest> {
  const wrong: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no content type', {}],
    ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }],
    ['an unknown encoding', { ...contentType, 'content-encoding': 'zip' }],
    ['gzip that is none', { ...contentType, 'content-encoding': 'gzip' }],
    ['another origin', { ...contentType, origin: 'https://evil.example' }],
    ['a page of another site', { ...contentType, 'sec-fetch-site': 'cross-site' }],
    ['a key of 256 characters', { ...contentType, 'idempotency-key': 'k'.repeat(256) }],
    ['a key with blanks', { ...contentType, 'idempotency-key': 'a b' }],
  ];
  for (const [what, headers] of wrong) yield { ...to, headers, body, what, mustFail: true };
}

function* hostileBodies(to: Target, sample: Json, required: readonly string[]): Generator<HostileRequest> {
  for (const mutant of [...brokenBodies(sample), ...mutantsOf(sample, required)])
    yield { ...to, ...mutant, headers: contentType };
}

const activation = {
  credential: { value: 'lsat_x', source: 'AUTH_TOKEN_ENV', variables_differ: false },
  product: { name: 'localstack-pro', version: '4.0.0', build: '6dd3f3d', edition: 'pro' },
  machine: { machine_id: 'sys_0123456789ab', hostname: 'h', system: 'linux', platform_release: '', is_docker: false },
  session_id: randomUUID(),
  ci: {
    detected: false,
    evidence: [],
    provider: '',
    repository: '',
    workflow: '',
    job: '',
    ref: '',
    run_id: '',
    run_attempt: '',
  },
  client_time: '2026-01-02T03:04:05.678Z',
  nonce: 'n',
  previous_lease_id: '',
  offline_activations: [],
};

/** The public door of activation: whatever is sent there without a right is refused. */
export function* hostileActivations(): Generator<HostileRequest> {
  const to = base('activate', 'POST', '/v1/activate');
  const fails = (mutant: Mutant): HostileRequest => ({ ...to, ...mutant, mustFail: true, headers: contentType });
  for (const mutant of [...brokenBodies(activation), ...mutantsOf(activation, [])]) yield fails(mutant);
  yield* hostileHeaders(to, {});
  for (const path of ['/v1/activate', '/v1/time', '/.well-known/license-jwks.json', '/v1/health'])
    yield { ...base(path, 'DELETE', path), what: 'DELETE', mustFail: true };
}
