import type { Input, Route } from '@platform/console-api';
import { type FieldProblem, refuse } from '@platform/kernel';
import { redact } from '@platform/telemetry';
import type { Request } from 'express';
import type { z } from 'zod';

type Part = 'path' | 'query' | 'body';

const problemsOf = (part: Part, error: z.ZodError): FieldProblem[] =>
  error.issues.slice(0, 20).map((issue) => ({
    field: redact(`/${[part, ...issue.path.map((step) => String(step).slice(0, 64))].join('/')}`),
    reason: issue.code.toUpperCase(),
    // It may quote the name of an unknown field, where people have pasted tokens.
    detail: redact(issue.message).slice(0, 300),
  }));

/** Parses path, query and body by the route's schemas. Raises VALIDATION_FAILED with every wrong field at once. */
export function parse<R extends Route>(route: R, request: Request): Input<R> {
  const parts = {
    path: route.params.safeParse({ ...request.params }),
    query: route.query.safeParse({ ...request.query }),
    body: route.body.safeParse(route.hasBody ? (request.body ?? {}) : undefined),
  };
  const fields = (Object.keys(parts) as Part[]).flatMap((part) => {
    const { error } = parts[part];
    return error ? problemsOf(part, error) : [];
  });
  if (fields.length > 0) throw refuse('VALIDATION_FAILED', { fields });
  return { params: parts.path.data, query: parts.query.data, body: parts.body.data } as Input<R>;
}
