import type { Reason } from '@platform/kernel';
import { z } from 'zod';

export type Method = 'get' | 'post' | 'patch' | 'delete';
/** Who may call: anybody; somebody signed in; an active member of the workspace in the path. */
export type Needs = 'nobody' | 'session' | 'membership';

/** One HTTP route as data: what validates it also documents it and types its handler. */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  /** OpenAPI form, e.g. `/v1/workspaces/{workspace_id}/trial`. */
  readonly path: string;
  readonly group: string;
  readonly says: string;
  readonly needs: Needs;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly hasBody: boolean;
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: Answer;
  /** The refusals that are particular to this route; those common to all are added to the document. */
  readonly refusals: readonly Reason[];
  /**
   * Takes an Idempotency-Key: the same key and request give the same answer and one effect (contract §4.5). What changes
   * something and does not take one refuses it.
   */
  readonly idempotent: boolean;
  /** Set: the answer is a stream of server-sent events, and this describes its frames. */
  readonly stream: string | undefined;
}

const nothing = z.strictObject({});
export type Nothing = typeof nothing;

interface Given<Params, Query, Body, Answer> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly says: string;
  readonly needs: Needs;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly status?: Route['status'];
  readonly answer?: Answer;
  readonly refusals?: readonly Reason[];
  readonly idempotent?: boolean;
  readonly stream?: string;
}

/** Completes a route: no parameters, no query, no body and an empty answer unless given. */
export const routesOf =
  (group: string) =>
  <
    Params extends z.ZodObject = Nothing,
    Query extends z.ZodObject = Nothing,
    Body extends z.ZodType = z.ZodUndefined,
    Answer extends z.ZodType = z.ZodUndefined,
  >(
    given: Given<Params, Query, Body, Answer>,
  ): Route<Params, Query, Body, Answer> => ({
    group,
    status: 200,
    refusals: [],
    idempotent: false,
    stream: undefined,
    ...given,
    params: given.params ?? (nothing as z.ZodObject as Params),
    query: given.query ?? (nothing as z.ZodObject as Query),
    body: given.body ?? (z.undefined() as z.ZodType as Body),
    hasBody: given.body !== undefined,
    answer: given.answer ?? (z.undefined() as z.ZodType as Answer),
  });

/** What a handler receives of the request, parsed. */
export interface Input<R extends Route> {
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<R['body']>;
}
export type Answer<R extends Route> = z.output<R['answer']>;
