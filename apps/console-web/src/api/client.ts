import type { Route, routes } from '@platform/console-api';
import type { z } from 'zod';
import { paths } from './gen/paths.ts';
import { ProblemError, problemOf, unreachable } from './problem.ts';
import { traceparent } from './traceparent.ts';

type Routes = typeof routes;
/** The operations of the gateway, by the ids of its OpenAPI document. */
export type Operation = keyof Routes & keyof typeof paths;
/** What an operation answers. */
export type AnswerOf<Id extends Operation> = z.output<Routes[Id]['answer']>;

type Filled<Name extends string, Schema extends z.ZodType> =
  z.input<Schema> extends undefined
    ? unknown
    : Record<string, never> extends z.input<Schema>
      ? { readonly [Key in Name]?: z.input<Schema> }
      : { readonly [Key in Name]: z.input<Schema> };
type InputOf<R extends Route> = Filled<'params', R['params']> & Filled<'query', R['query']> & Filled<'body', R['body']>;

interface Around {
  readonly signal?: AbortSignal | undefined;
  /** The same key and body have one effect, however often they are sent (contract §4.5). */
  readonly idempotencyKey?: string;
}

interface Given extends Around {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

type Arguments<Id extends Operation> =
  Record<string, never> extends InputOf<Routes[Id]>
    ? [given?: InputOf<Routes[Id]> & Around]
    : [given: InputOf<Routes[Id]> & Around];

/** The gateway answers or refuses long before: whoever is still silent then is not there. */
const patienceMs = 20_000;

/**
 * Asks the gateway. Raises ProblemError, in 20 s at most: its refusal, or that no answer came, or none that goes on to its
 * end. Raises what the browser raises where the caller has given up (`signal`).
 */
export async function call<Id extends Operation>(id: Id, ...[given]: Arguments<Id>): Promise<AnswerOf<Id>> {
  const wanted = (given ?? {}) as Given;
  // What cannot even be sent is an error of ours, and stays one.
  const answer = send(id, wanted);
  try {
    const response = await answer;
    if (!response.ok) throw await problemOf(response);
    return (hasContent(response) ? await response.json() : undefined) as AnswerOf<Id>;
  } catch (error) {
    throw error instanceof ProblemError || wanted.signal?.aborted ? error : unreachable();
  }
}

function send(id: Operation, { params = {}, query = {}, body, signal, idempotencyKey }: Given): Promise<Response> {
  const [method, path] = paths[id];
  return fetch(`${filled(path, params)}${asked(query)}`, {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      traceparent: traceparent(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]),
  });
}

const filled = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));

function asked(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const hasContent = (response: Response): boolean =>
  response.status !== 204 && (response.headers.get('content-type')?.includes('json') ?? false);
